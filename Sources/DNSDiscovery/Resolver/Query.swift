#if DNSDiscovery
    import CAres
    import LoadBalancing

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// A question under way in c-ares.
    final class Query {
        /// How it ended.
        enum End {
            case answered(Answer)
            /// Nobody could be asked, or all that could answered with an error.
            case failedEverywhere
            /// The channel is gone.
            case dropped
        }

        let question: Question
        let manner: Channel.Manner
        private let finish: (Query, End) -> Void

        init(_ question: Question, _ manner: Channel.Manner, finish: @escaping (Query, End) -> Void) {
            self.question = question
            self.manner = manner
            self.finish = finish
        }

        /// c-ares calls back with a message.
        static func answered(
            _ argument: UnsafeMutableRawPointer?,
            _ status: Int32,
            message: UnsafeMutablePointer<UInt8>?,
            length: Int32
        ) {
            end(argument, status) {
                let bytes = Array(UnsafeBufferPointer(start: message, count: message == nil ? 0 : max(0, Int(length))))
                do throws(MessageError) {
                    let answer = try ServiceAnswer(bytes)
                    return answer.records.isEmpty
                        ? .noRecords : .records(.services(answer.records), ttl: answer.ttl)
                } catch {
                    return .failure(.malformed(error.problem))
                }
            }
        }

        /// c-ares calls back with addresses, which are to be freed.
        static func answered(
            _ argument: UnsafeMutableRawPointer?,
            _ status: Int32,
            found: UnsafeMutablePointer<ares_addrinfo>?
        ) {
            defer {
                if let found { ares_freeaddrinfo(found) }
            }
            end(argument, status) {
                var addresses: [String] = []
                var ttl = Int32.max
                for node in sequence(first: found?.pointee.nodes, next: { $0?.pointee.ai_next }).prefix(while: {
                    $0 != nil
                }) {
                    guard let node = node?.pointee, let address = address(of: node) else { continue }
                    addresses.append(address)
                    ttl = min(ttl, node.ai_ttl)
                }
                for alias in sequence(first: found?.pointee.cnames, next: { $0?.pointee.next }).prefix(while: {
                    $0 != nil
                }) {
                    ttl = min(ttl, alias?.pointee.ttl ?? ttl)
                }
                return addresses.isEmpty
                    ? .noRecords : .records(.addresses(addresses), ttl: UInt32(max(0, ttl)))
            }
        }

        private static func end(_ argument: UnsafeMutableRawPointer?, _ status: Int32, read: () -> Answer) {
            guard let argument else { return }
            let query = Unmanaged<Query>.fromOpaque(argument).takeRetainedValue()
            query.finish(query, end(status, read: read))
        }

        private static func end(_ status: Int32, read: () -> Answer) -> End {
            switch status {
            case ARES_SUCCESS.code: .answered(read())
            case ARES_ECANCELLED.code, ARES_EDESTRUCTION.code: .dropped
            case ARES_ENOTFOUND.code, ARES_ENONAME.code: .answered(.noSuchName)
            case ARES_ENODATA.code: .answered(.noRecords)
            case ARES_ECONNREFUSED.code: .failedEverywhere
            case ARES_ETIMEOUT.code: .answered(.failure(.timedOut))
            case ARES_ESERVFAIL.code: .answered(.failure(.serverFailed("SERVFAIL")))
            case ARES_EREFUSED.code: .answered(.failure(.serverFailed("REFUSED")))
            case ARES_ENOTIMP.code: .answered(.failure(.serverFailed("NOTIMP")))
            case ARES_EFORMERR.code: .answered(.failure(.serverFailed("FORMERR")))
            case ARES_EBADRESP.code: .answered(.failure(.malformed(CAresCode(code: status).reason)))
            default: .answered(.failure(.system(CAresCode(code: status).reason)))
            }
        }

        private static func address(of node: ares_addrinfo_node) -> String? {
            guard let start = UnsafeRawPointer(node.ai_addr) else { return nil }
            var characters = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            let bytes: UnsafeRawPointer
            switch node.ai_family {
            case AF_INET where node.ai_addrlen >= MemoryLayout<sockaddr_in>.size:
                bytes = start + MemoryLayout<sockaddr_in>.offset(of: \.sin_addr)!  // A stored property has one.
            case AF_INET6 where node.ai_addrlen >= MemoryLayout<sockaddr_in6>.size:
                bytes = start + MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr)!  // Likewise.
            default: return nil
            }
            guard inet_ntop(node.ai_family, bytes, &characters, socklen_t(characters.count)) != nil else { return nil }
            return characters.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }  // It is not empty.
        }
    }
#endif
