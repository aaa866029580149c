#if DNSDiscovery
    import Foundation
    import LoadBalancing

    /// A name server that answers each question with one record, of whatever bytes it is told, until it goes.
    final class HostileServer: Sendable {
        private struct Failure: Error {}

        /// What goes on, on a thread of its own.
        private struct State {
            var isStopping = false
        }

        let address: String
        private let descriptor: Int32
        private let state = Locked(State())

        /// - Parameter record: where the record begins in the message comes in, its bytes go out.
        init(_ record: @escaping @Sendable (_ position: Int) -> [UInt8]) throws {
            descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            guard descriptor >= 0 else { throw Failure() }
            var own = sockaddr_in()
            own.sin_family = sa_family_t(AF_INET)
            own.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let descriptor = descriptor
            let isBound = withUnsafeMutablePointer(to: &own) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
                }
            }
            address = "127.0.0.1:\(UInt16(bigEndian: own.sin_port))"
            guard isBound else {
                close(descriptor)
                throw Failure()
            }
            Thread.detachNewThread { [state] in
                defer { close(descriptor) }
                while !state.withLock({ $0.isStopping }) {
                    Self.answer(descriptor, record)
                }
            }
        }

        deinit {
            state.withLock { $0.isStopping = true }
        }

        /// Answers a question, if one comes soon.
        private static func answer(_ descriptor: Int32, _ record: (Int) -> [UInt8]) {
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&ready, 1, 50) == 1 else { return }
            var bytes = [UInt8](repeating: 0, count: 512)
            var peer = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            withUnsafeMutablePointer(to: &peer) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { peer in
                    let count = recvfrom(descriptor, &bytes, bytes.count, 0, peer, &length)
                    // The question's name ends with a zero, and type and class follow it.
                    guard count > 12, let end = bytes[12..<count].firstIndex(of: 0), end + 5 <= count else { return }
                    var answer = Array(bytes[..<(end + 5)])
                    answer.replaceSubrange(2..<12, with: [0x85, 0x80, 0, 1, 0, 1, 0, 0, 0, 0])
                    answer += record(answer.count)
                    sendto(descriptor, answer, answer.count, 0, peer, length)
                }
            }
        }
    }
#endif
