#if FileDiscovery
    public import LoadBalancing

    /// Endpoints from a JSON or YAML file, followed as it changes.
    ///
    /// ```swift
    /// let balancer = try LoadBalancer(FileDiscovery(path: "/etc/endpoints.yaml"))
    /// ```
    ///
    /// ```yaml
    /// endpoints:
    ///   - 10.0.0.1:8080                  # short for {address: 10.0.0.1:8080}
    ///   - id: cache-2                    # the address, unless given
    ///     address: 10.0.0.2:8080         # or [ip6]:port, or unix:path; or host and port; or path, of a Unix socket
    ///     weight: 2                      # 1 unless given
    ///     zone: eu-1a
    ///     priority: 1                    # 0 unless given: taken as far as those of 0 can't carry the load
    ///     tlsHostName: cache.example
    ///     metadata: {rack: r1}
    /// ```
    ///
    /// A list without `endpoints:` around it will do, and JSON says the same. The name's end tells which it is (`.json`,
    /// `.yaml`, `.yml`); where it doesn't, a file that begins with `{` or `[` is JSON, any other YAML.
    ///
    /// ## What is wrong in it
    ///
    /// - An entry that says no endpoint (a misspelt field, a weight of −1, a port of 0) is handed on as
    ///   ``LoadBalancing/Endpoint/init(unreadable:)``, with its line: a load balancer refuses and counts it, and keeps the rest.
    /// - A file that is missing, unreadable or neither JSON nor YAML, is thrown as ``FileDiscoveryError``. A load balancer logs
    ///   it, keeps its last list, says so in its status, and asks for another sequence. That one is patient: the same error
    ///   is thrown once, and the file looked at each interval until there is a list, or another error.
    ///
    /// ## When a change is noticed
    ///
    /// The file is looked at each interval, wherever its name leads then, so symbolic links may be swapped (as Kubernetes does
    /// for a ConfigMap). What tells a change are device, inode, size and times; nothing is read before.
    ///
    /// - Another file under the name, as a rename leaves it, is read at once: it is whole.
    /// - A file that is written in place is read once it has stood still for an interval, or after three in which it has not,
    ///   since half a YAML list is a YAML list. The same goes for one that is gone or comes back. To be sure, write another
    ///   file and rename it.
    /// - What was read is read once more an interval later, for the change that came too soon to have another time. Equal lists
    ///   are not sent again.
    ///
    /// Looking costs one call of `stat` an interval. There is no thread, no task and no open file between; cancelling the task
    /// that waits for the next list ends the sequence. Files are read on that task, so keep them on a disk of this machine. A file
    /// may have 16 MiB.
    ///
    /// Make one for each load balancer, as an error is thrown once by all sequences of one. It needs the package trait
    /// `FileDiscovery`.
    public struct FileDiscovery: EndpointDiscovery {
        let file: EndpointFile
        let interval: Duration
        let clock: any Clock<Duration>
        /// What was thrown last, if no list came since.
        let thrown = Locked<FileDiscoveryError?>(nil)

        /// Follows a file.
        ///
        /// - Parameters:
        ///   - path: Where it is. It need not be there yet.
        ///   - interval: How long to wait between two looks at it; at least a millisecond is waited.
        ///   - clock: What to wait with.
        public init(path: String, interval: Duration = .seconds(5), clock: some Clock<Duration> = ContinuousClock()) {
            file = EndpointFile(path: path)
            self.interval = max(interval, .milliseconds(1))
            self.clock = clock
        }

        public var discoveryName: String { "file \(file.path)" }

        /// What the file says now; `nil` if it can't be read.
        public var initialEndpoints: [Endpoint]? {
            // What is wrong with it is thrown by the sequence.
            try? file.endpoints()
        }

        /// The lists of the file, the first at once.
        public func endpointLists() -> EndpointLists { EndpointLists(discovery: self) }

        /// The lists that a file holds, one after the other.
        public struct EndpointLists: AsyncSequence, Sendable {
            fileprivate let discovery: FileDiscovery

            public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(discovery: discovery) }

            /// Waits for the next list.
            public struct AsyncIterator: AsyncIteratorProtocol {
                private let discovery: FileDiscovery
                private var watch = FileWatch()
                private var last: [Endpoint]?
                private var hasLooked = false
                private var hasEnded = false

                fileprivate init(discovery: FileDiscovery) {
                    self.discovery = discovery
                }

                /// The next list that differs from the one before; `nil` once the task is cancelled.
                public mutating func next(
                    isolation actor: isolated (any Actor)? = #isolation
                ) async throws(FileDiscoveryError) -> [Endpoint]? {
                    while !hasEnded, !Task.isCancelled {
                        if hasLooked {
                            do {
                                try await discovery.clock.sleep(for: discovery.interval)
                            } catch {
                                break
                            }
                        }
                        hasLooked = true
                        if let list = try look() { return list }
                    }
                    hasEnded = true
                    return nil
                }

                /// A list if there is another.
                private mutating func look() throws(FileDiscoveryError) -> [Endpoint]? {
                    let identity = discovery.file.identity()
                    guard watch.shouldRead(identity) else { return nil }
                    let list: [Endpoint]
                    do {
                        list = try discovery.file.endpoints()
                    } catch {
                        // No permission, no descriptor left: the file itself need not change for that to pass.
                        if identity != nil, case .unreadable = error { watch.retry() }
                        let isNew = discovery.thrown.withLock { thrown in
                            defer { thrown = error }
                            return thrown != error
                        }
                        guard isNew else { return nil }
                        hasEnded = true
                        throw error
                    }
                    discovery.thrown.withLock { $0 = nil }
                    guard list != last else { return nil }
                    last = list
                    return list
                }
            }
        }
    }
#endif
