#if Peers
    import CommandLineSupport
    import PeerPlacements

    /// What became of one file of `shard verify`.
    struct Verification {
        let file: String
        let result: Result<Agreement, Failure>

        /// How far this package agrees with what a file recorded.
        struct Agreement {
            let peer: String
            let policy: String
            let nodes: Int
            let check: PeerRecording.Check
        }

        /// The most bytes that are read of one file.
        static let sizeLimit = 128 << 20

        /// Reads a file and places every key of it.
        ///
        /// - Parameters:
        ///   - file: its name, `-` for standard input.
        ///   - limit: how many differences to keep.
        init(file: String, differences limit: Int) {
            let name = file == "-" ? "standard input" : ArgumentBytes.shown(file)
            self.file = name
            result = Result { () throws(Failure) in
                let bytes = try Self.contents(of: file == "-" ? nil : file, named: name)
                do throws(PeerRecordingError) {
                    let recording = try PeerRecording(data: bytes)
                    return Agreement(
                        peer: recording.peer,
                        policy: recording.policy,
                        nodes: recording.nodes.count,
                        check: recording.check(differenceLimit: limit)
                    )
                } catch {
                    throw Failure(.dataError, "\(name), \(error)")
                }
            }
        }

        /// All bytes of a file; a byte order mark is not among them.
        private static func contents(of path: String?, named name: String) throws(Failure) -> [UInt8] {
            do {
                let bytes = try ByteSource.contents(of: path, limit: sizeLimit)
                return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
            } catch let error as ByteSource.Failure {
                let cure = error.isDirectory ? "give its files, such as \(name)/*.json" : "give a file that can be read"
                throw Failure(.noInput, "can't read \(name): \(error.reason); \(cure)")
            } catch {
                throw Failure(
                    .dataError,
                    "\(name): it has more than \(sizeLimit >> 20) MiB: record fewer keys, or several files"
                )
            }
        }
    }

    extension [Verification] {
        /// What ends the program: a difference before a file that could not be checked.
        var exitCode: Int32 {
            var code: Int32 = 0
            for verification in self {
                switch verification.result {
                case .success(let agreement) where !agreement.check.agrees: return 1
                case .success: break
                case .failure(let failure): code = Swift.max(code, failure.code.rawValue)
                }
            }
            return code
        }
    }
#endif
