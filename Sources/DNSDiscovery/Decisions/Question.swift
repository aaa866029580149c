#if DNSDiscovery
    /// What kind of records is asked for.
    enum RecordType: String, Hashable, Sendable {
        case a = "A"
        case aaaa = "AAAA"
        case srv = "SRV"
    }

    /// What a name server is asked.
    struct Question: Hashable, Sendable {
        /// Without a last dot.
        var name: String
        var type: RecordType
        /// Whether the system's search domains may be added to the name.
        var searches = false
    }

    /// What a name has.
    enum Records: Hashable, Sendable {
        /// IP addresses as text, at least one.
        case addresses([String])
        /// At least one.
        case services([ServiceRecord])
    }

    /// What became of a question.
    enum Answer: Hashable, Sendable {
        /// Records, valid for so many seconds.
        case records(Records, ttl: UInt32)
        case noSuchName
        case noRecords
        case failure(LookupFailure)
    }

    /// Why nobody knows what a name has.
    enum LookupFailure: Hashable, Sendable {
        case timedOut
        case unreachable
        /// The server's response code, such as SERVFAIL.
        case serverFailed(String)
        case malformed(String)
        case system(String)
    }
#endif
