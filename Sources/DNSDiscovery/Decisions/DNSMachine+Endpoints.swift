#if DNSDiscovery
    import LoadBalancing

    extension DNSMachine {
        /// What is known, as endpoints in the order of their ids; `nil` if it is too soon to say.
        func endpoints() -> [Endpoint]? {
            switch (wanted, root.good) {
            case (.addresses(_, let port), .addresses(let addresses)):
                Set(addresses).map { endpoint(at: $0, port: port) }.sorted { $0.id < $1.id }
            case (.servers, .services(let records)):
                servers(ServiceList(records))
            default:
                nil
            }
        }

        private func endpoint(at address: String, port: Int) -> Endpoint {
            Endpoint(address: .hostPort(host: address, port: port), tlsHostName: root.name)
        }

        private func servers(_ list: ServiceList) -> [Endpoint]? {
            var endpoints: [Endpoint] = []
            var unreadable: [String] = []
            var pending = 0
            for server in list.servers {
                let record = server.record
                let problem: String
                if let address = addressesInUse[record.target] {
                    endpoints.append(endpoint(of: server, at: address))
                    continue
                } else if let nameProblem = DomainName.problem(with: record.target) {
                    problem = "the target \(record.target.quoted) is no name to look up: \(nameProblem)"
                } else if let lookup = targets[record.target], let found = lookup.problem {
                    problem = DNSDiscoveryError(found, name: record.target, types: lookup.types).description
                } else {
                    pending += 1
                    continue
                }
                unreadable.append("SRV \(root.name.quoted): \(problem)")
            }
            // The first list is whole, so that no key goes astray meanwhile, and none is empty only for being early.
            guard pending == 0 || hasSent && !endpoints.isEmpty else { return nil }
            return endpoints.sorted { $0.id < $1.id } + unreadable.sorted().map(Endpoint.init(unreadable:))
        }

        private func endpoint(of server: ServiceList.Server, at address: String) -> Endpoint {
            let record = server.record
            let port = Int(record.port)
            return Endpoint(
                id: EndpointID(EndpointAddress.hostPort(host: record.target, port: port).description),
                address: .hostPort(host: address, port: port),
                weight: server.weight,
                priority: server.level,
                tlsHostName: record.target,
                metadata: ["dns.priority": "\(record.priority)"]
            )
        }
    }
#endif
