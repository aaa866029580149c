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

    /// What a ``Resolver``'s thread does: waits for questions and sockets. All of it runs on that thread.
    final class ResolverLoop {
        private let settings: ChannelSettings
        private let inbox: QuestionInbox
        private let deliver: (Question, Answer) -> Void
        private var channels: [Channel.Manner: Channel] = [:]
        /// The state of the file of the system's name servers that the channels have read.
        private var resolverFile: FileIdentity?
        /// To be asked again, and how.
        private var again: [(question: Question, manner: Channel.Manner)] = []

        init(
            _ settings: ChannelSettings,
            inbox: QuestionInbox,
            deliver: @escaping (Question, Answer) -> Void
        ) {
            self.settings = settings
            self.inbox = inbox
            self.deliver = deliver
        }

        func run() {
            while let questions = inbox.takeAll() {
                followResolverFile()
                for question in questions {
                    ask(question, Channel.Manner(searches: question.searches))
                }
                askAgain()
                waitAndProcess()
            }
            again = []
            dropChannels()
        }

        // MARK: Questions

        private func ask(_ question: Question, _ manner: Channel.Manner) {
            do throws(CAresCode) {
                let channel = try channel(manner)
                channel.ask(Query(question, manner) { [unowned self] in finished($0, $1) })
            } catch {
                deliver(question, .failure(.system(error.reason)))
            }
        }

        private func channel(_ manner: Channel.Manner) throws(CAresCode) -> Channel {
            if let channel = channels[manner] { return channel }
            let channel = try Channel(manner, settings)
            channels[manner] = channel
            return channel
        }

        // c-ares calls this in the middle of its own work, so nothing is asked from here.
        private func finished(_ query: Query, _ end: Query.End) {
            switch end {
            case .answered(let answer):
                deliver(query.question, answer)
            case .failedEverywhere where query.manner.takesErrors:
                deliver(query.question, .failure(.unreachable))
            case .failedEverywhere:
                // Once more, so that an error that a server answers with can be named.
                var manner = query.manner
                manner.takesErrors = true
                again.append((query.question, manner))
            case .dropped:
                again.append((query.question, query.manner))
            }
        }

        private func askAgain() {
            while !again.isEmpty {
                let batch = again
                again = []
                for (question, manner) in batch {
                    ask(question, manner)
                }
            }
        }

        // MARK: The system's name servers

        /// Channels read the file when they are made, so they are made anew when it has changed, and what was asked of the
        /// servers of before is asked of those that are there now.
        private func followResolverFile() {
            guard settings.nameServers.isEmpty else { return }
            let identity = FileIdentity(path: settings.resolverFile)
            guard identity != resolverFile else { return }
            resolverFile = identity
            dropChannels()
        }

        private func dropChannels() {
            for channel in channels.values {
                channel.destroy()
            }
            channels = [:]
        }

        // MARK: Waiting

        /// Waits until there is something to do, and does what c-ares has to.
        private func waitAndProcess() {
            var descriptors = [pollfd(fd: inbox.readEnd, events: Int16(POLLIN), revents: 0)]
            var owners: [Channel] = []
            var timeout: Int32 = -1
            for channel in channels.values {
                for (socket, events) in channel.sockets {
                    descriptors.append(pollfd(fd: socket, events: events, revents: 0))
                    owners.append(channel)
                }
                if let next = channel.timeout {
                    timeout = timeout < 0 ? next : min(timeout, next)
                }
            }
            let count = poll(&descriptors, nfds_t(descriptors.count), timeout)
            if count > 0 {
                for (descriptor, channel) in zip(descriptors.dropFirst(), owners) where descriptor.revents != 0 {
                    channel.process(descriptor.fd, descriptor.revents)
                }
            }
            for channel in channels.values {
                channel.processTimeouts()
            }
        }
    }
#endif
