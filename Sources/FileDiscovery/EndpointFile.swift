#if FileDiscovery
    import DocumentText
    import Foundation
    import JSONText
    import LoadBalancing

    /// A file of endpoints: see ``FileDiscovery``.
    struct EndpointFile: Sendable {
        let path: String

        /// The most bytes that are read. A hundred bytes an endpoint make it some 160,000 endpoints.
        var sizeLimit = 16 << 20

        /// The state the file is in, without opening it; `nil` if it is not there.
        func identity() -> FileIdentity? { FileIdentity(path: path) }

        /// What the file says now.
        func endpoints() throws(FileDiscoveryError) -> [Endpoint] {
            let bytes = try contents()
            do {
                let text = try DocumentText.text(bytes)
                guard let first = DocumentText.firstLine(of: text) else {
                    throw FileDiscoveryError.malformed(
                        path: path,
                        line: nil,
                        problem: "it is empty: write a list of endpoints, or “[]” if there are none"
                    )
                }
                let isJSON: Bool
                switch DocumentText.format(ofFile: path) {
                case .json: isJSON = true
                case .yaml: isJSON = false
                case nil: isJSON = DocumentText.beginsJSON(first)
                }
                let value = isJSON ? try JSONText.read(Array(text.utf8)) : try YAMLText.read(text)
                return try EndpointSchema(path: path).endpoints(value)
            } catch let error as FileDiscoveryError {
                throw error
            } catch let error as JSONTextError {
                throw .malformed(path: path, line: error.line, problem: error.problem)
            } catch let error as DocumentTextError {
                throw .malformed(path: path, line: error.line, problem: error.problem)
            } catch {
                throw .malformed(path: path, line: nil, problem: "\(error)")
            }
        }

        private func contents() throws(FileDiscoveryError) -> [UInt8] {
            // Not to wait for a writer, should it be a pipe.
            let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
            guard descriptor >= 0 else { throw systemError() }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw systemError() }
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw .unreadable(path: path, reason: "it is no file, but a folder, a pipe or a device")
            }
            var bytes: [UInt8] = []
            var piece = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = read(descriptor, &piece, piece.count)
                if count < 0 {
                    guard errno == EINTR else { throw systemError() }
                } else if count == 0 {
                    return bytes
                } else {
                    bytes.append(contentsOf: piece[..<count])
                    guard bytes.count <= sizeLimit else { throw .tooLarge(path: path, limit: sizeLimit) }
                }
            }
        }

        private func systemError() -> FileDiscoveryError {
            .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
    }
#endif
