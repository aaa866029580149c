#if DNSDiscovery
    public import LoadBalancing

    /// Why DNS gives no endpoints: what was asked for or set, and what to do about it.
    public enum DNSDiscoveryError: Error, Hashable, Sendable {
        /// No name server can be asked for it.
        case invalidName(String, problem: String)
        /// A port is not in 1...65535.
        case invalidPort(Int, name: String)
        /// It is not the address of a name server.
        case invalidNameServer(String)
        /// Another setting is out of its range.
        case invalidSetting(ConfigurationError)
        /// The name servers say that there is no such name (NXDOMAIN).
        case noSuchName(String)
        /// The name servers say that the name has no records of the type asked for.
        case noRecords(String, type: String)
        /// A name server answered that it can't or won't tell, with this code, such as SERVFAIL.
        case serverFailed(String, response: String)
        /// Nothing listens at the name servers' addresses.
        case unreachable(String)
        /// No name server answered in time.
        case timedOut(String)
        /// An answer can't be read.
        case malformedAnswer(String, problem: String)
        /// The system gives no thread, no descriptor or no memory; the reason is the system's.
        case system(reason: String)
    }

    extension DNSDiscoveryError: CustomStringConvertible {
        public var description: String {
            switch self {
            case .invalidName(let name, let problem):
                "\(name.quoted) is no name to look up: \(problem)"
            case .invalidPort(let port, let name):
                "the port \(port) for \(name.quoted) is not allowed: it is a number from 1 to 65535"
            case .invalidNameServer(let text):
                "\(text.quoted) is no name server's address: write an IP address, such as 10.0.0.53 or fd00::53, or one "
                    + "with a port, such as 10.0.0.53:5353 or [fd00::53]:5353"
            case .invalidSetting(let error):
                error.description
            case .noSuchName(let name):
                "the name \(name.quoted) does not exist (NXDOMAIN): correct it, or add its records to DNS"
            case .noRecords(let name, let type):
                "the name \(name.quoted) exists, but has no \(type) records: add some, or ask for another type"
            case .serverFailed(let name, let response):
                "the name server answered \(response) to the question for \(name.quoted): look at its log, or ask "
                    + "another server"
            case .unreachable(let name):
                "nobody answered the question for \(name.quoted): nothing listens at the name servers' addresses; start "
                    + "the server, or correct the addresses"
            case .timedOut(let name):
                "no name server answered the question for \(name.quoted) in time: it is down, overloaded, or cut off by "
                    + "a firewall"
            case .malformedAnswer(let name, let problem):
                "the name server's answer for \(name.quoted) can't be read (\(problem)): look at the server, or ask another"
            case .system(let reason):
                "DNS can't be asked: \(reason)"
            }
        }
    }
#endif
