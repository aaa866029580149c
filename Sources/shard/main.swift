import ShardCommands

await ShardProgram.run()
