#if FileDiscovery
    import LoadBalancing
    import Testing

    @testable import FileDiscovery

    @Suite("When a file is read")
    struct FileWatchTests {
        /// A file by its inode's letter and its version; – where there is none.
        private func identity(_ look: String) -> FileIdentity? {
            guard look != "–", let letter = look.utf8.first else { return nil }
            return FileIdentity(
                device: 1,
                inode: UInt64(letter),
                size: 10,
                modified: Int64(look.dropFirst()) ?? 0,
                changed: 0
            )
        }

        /// The looks after which it is read are marked.
        private func looks(_ looks: String) -> String {
            var watch = FileWatch()
            return looks.split(separator: " ").map { look in
                let look = look.filter { $0 != "!" }
                return watch.shouldRead(identity(look)) ? look + "!" : look
            }
            .joined(separator: " ")
        }

        @Test(
            "is told by looks at it",
            arguments: [
                // As the documentation draws it.
                "a1! a1! a1 a2 a3 a3! a3! b1! b1! – –! –! b1",
                // Once it is read, and read again, nothing more happens.
                "a1! a1! a1 a1 a1 a1 a1",
                // Another file each time: each is whole.
                "a1! b1! c1! d1! d1! d1",
                // Written in place all the time: every fourth look at it.
                "a1! a2 a3 a4 a5! a6 a7 a8 a9! a9! a9",
                // A change that is taken back is none, but the wait for the next begins anew.
                "a1! a1! a2 a3 a1 a4 a5 a6 a7!",
                // Gone for one look only.
                "a1! a1! – a1 – a1 – b1!",
                // Not there at first; what comes stands still before it is read.
                "–! –! – a1 a2 a2! a2!",
            ]
        )
        func histories(history: String) {
            #expect(looks(history) == history)
        }

        @Test("is each time, for as long as it can't be read")
        func retries() {
            var watch = FileWatch()
            for _ in 0..<5 {
                let isRead = watch.shouldRead(identity("a1"))
                #expect(isRead)
                watch.retry()
            }
            let reads = (0..<3).map { _ in watch.shouldRead(identity("a1")) }
            #expect(reads == [true, true, false])
        }

        @Test("depends on each part of what is seen")
        func parts() {
            let first = FileIdentity(device: 1, inode: 2, size: 3, modified: 4, changed: 5)
            let changes: [(WritableKeyPath<FileIdentity, UInt64>, Bool)] = [(\.device, true), (\.inode, true)]
            for (part, isAtOnce) in changes {
                var other = first
                other[keyPath: part] += 1
                expectChange(from: first, to: other, isReadAtOnce: isAtOnce)
            }
            for part in [\FileIdentity.size, \.modified, \.changed] as [WritableKeyPath<FileIdentity, Int64>] {
                var other = first
                other[keyPath: part] += 1
                expectChange(from: first, to: other, isReadAtOnce: false)
            }
        }

        private func expectChange(from first: FileIdentity, to other: FileIdentity, isReadAtOnce: Bool) {
            var watch = FileWatch()
            let reads = [first, first, first, other, other].map { watch.shouldRead($0) }
            #expect(reads == [true, true, false, isReadAtOnce, true], "\(other)")
        }
    }
#endif
