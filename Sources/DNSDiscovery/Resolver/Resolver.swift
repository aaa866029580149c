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

    /// Whoever answers questions.
    protocol AnswersQuestions: Sendable {
        /// The answer is handed over later, unless ``stop()`` comes first.
        func ask(_ question: Question)
        /// No answer comes after it has returned.
        func stop()
    }

    /// Asks name servers with c-ares, whose channels belong to one thread: this one's own.
    ///
    /// The thread sleeps while there is nothing to ask. ``stop()`` has it end, and waits until it has; what was being asked
    /// is dropped. It is for one owner, who stops it.
    final class Resolver: AnswersQuestions {
        private struct Handle: @unchecked Sendable {
            // Unchecked: on some systems it is a pointer, which nobody follows.
            let thread: pthread_t
        }

        private let inbox: QuestionInbox
        private let handle: Locked<Handle?>

        /// What c-ares says of its own beginning, which it must be told once in a process.
        private static let libraryStatus = ares_library_init(ARES_LIB_INIT_ALL)

        /// Starts the thread.
        ///
        /// - Parameter deliver: called with each answer, on the thread; it must not block.
        /// - Throws: ``DNSDiscoveryError/system(reason:)`` if there is no thread or descriptor left.
        init(
            _ settings: ChannelSettings,
            deliver: @escaping @Sendable (Question, Answer) -> Void
        ) throws(DNSDiscoveryError) {
            guard Self.libraryStatus == ARES_SUCCESS.code else {
                throw .system(reason: String(cString: ares_strerror(Self.libraryStatus)))
            }
            inbox = try QuestionInbox()
            let loop = ResolverLoop(settings, inbox: inbox, deliver: deliver)
            let argument = Unmanaged.passRetained(loop).toOpaque()
            #if canImport(Darwin)
                var thread: pthread_t?
                let code = pthread_create(&thread, nil, { Resolver.run($0) }, argument)
            #else
                var thread = pthread_t()
                let code = pthread_create(&thread, nil, { Resolver.run($0) }, argument)
            #endif
            guard code == 0 else {
                Unmanaged<ResolverLoop>.fromOpaque(argument).release()
                inbox.close()
                throw .system(reason: "no thread can be made: \(String(cString: strerror(code)))")
            }
            #if canImport(Darwin)
                handle = Locked(thread.map(Handle.init))
            #else
                handle = Locked(Handle(thread: thread))
            #endif
        }

        private static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
            guard let argument else { return nil }
            // The app's signals are for the app's threads; and a connection that breaks must not end it (SIGPIPE).
            var signals = sigset_t()
            sigfillset(&signals)
            pthread_sigmask(SIG_SETMASK, &signals, nil)
            Unmanaged<ResolverLoop>.fromOpaque(argument).takeRetainedValue().run()
            return nil
        }

        /// What wakes the thread: open until it has ended.
        var wakingDescriptor: Int32 { inbox.readEnd }

        func ask(_ question: Question) {
            inbox.put(question)
        }

        func stop() {
            guard let handle = handle.withLock({ $0.take() }) else { return }
            inbox.stop()
            pthread_join(handle.thread, nil)
            inbox.close()
        }

        deinit {
            stop()
        }
    }
#endif
