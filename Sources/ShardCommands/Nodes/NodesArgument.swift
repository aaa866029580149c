import CommandLineSupport
import Foundation
import JSONText

/// What `--nodes` is given: a file, standard input, or the nodes themselves with commas between them.
struct NodesArgument {
    /// The option's name, `--nodes`.
    let option: String
    let argument: String

    /// True if the nodes are read from standard input.
    var isStandardInput: Bool { argument == "-" }

    /// The nodes.
    func read() throws -> NodeSet {
        if isStandardInput {
            return try NodesFile.read(try contents(of: nil, named: "standard input"), name: "standard input")
        }
        let name = ArgumentBytes.shown(argument)
        if !isFile, argument.contains(",") || argument.contains("=") {
            return try list()
        }
        guard !argument.isEmpty else { throw Failure(.usage, "\(option): the name of a file is expected, not nothing") }
        return try NodesFile.read(try contents(of: argument, named: name), name: name)
    }

    private var isFile: Bool {
        let path = ArgumentBytes.bytes(of: argument).map { CChar(bitPattern: $0) } + [0]
        return access(path, F_OK) == 0
    }

    /// `a,b,c` or `a=2,b=0.5`: what follows the last `=` of a node is its weight.
    private func list() throws -> NodeSet {
        let origin = Origin.option(option)
        let entries = try argument.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let text = String(validating: ArgumentBytes.bytes(of: String(part)), as: UTF8.self) else {
                throw origin.failure("\(Quoted.text(ArgumentBytes.shown(String(part)))) is no UTF-8, and ids are")
            }
            guard !text.isEmpty else {
                throw origin.failure("there is an empty node in \(Quoted.text(argument)): take out the comma too many")
            }
            guard let equals = text.lastIndex(of: "=") else {
                return try NodeSet.Entry(id: text, weight: nil, origin: origin)
            }
            return try NodeSet.Entry(
                id: String(text[..<equals]),
                weight: String(text[text.index(after: equals)...]),
                origin: origin
            )
        }
        return try NodeSet(entries, origin: origin, title: ArgumentBytes.shown(argument))
    }

    /// All bytes of a file, or of standard input for `nil`.
    private func contents(of path: String?, named name: String) throws -> [UInt8] {
        do {
            return try ByteSource.contents(of: path, limit: NodesFile.sizeLimit)
        } catch is ByteSource.TooLarge {
            throw Failure(
                .dataError,
                "\(name): it has more than \(NodesFile.sizeLimit >> 20) MiB, more than a file of nodes would"
            )
        } catch let error as ByteSource.Failure {
            let isBareWord = !argument.contains("/") && !argument.contains(".")
            throw Failure(
                .noInput,
                "can't read \(name): \(error.reason); give \(option) a file that can be read, or the nodes with commas "
                    + "between them" + (isBareWord ? " (\(name)=1 if there is only this one)" : ", such as a,b=2")
            )
        }
    }
}
