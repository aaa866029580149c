#if Caches
    import NIOCore

    /// What is asked of one node: one request, one reply.
    enum CacheOperation: Sendable {
        /// The value; with details, its version and the time it has left too.
        case get(CacheKey, details: Bool)
        case store(CacheKey, StoredValue, TimeToLive, StoreCondition)
        case delete(CacheKey)
        case touch(CacheKey, TimeToLive)
        case count(CacheKey, CountStep)
        /// A command of the server's own, with its arguments.
        case command(CacheKey, [ByteBuffer])

        var key: CacheKey {
            switch self {
            case .get(let key, _), .store(let key, _, _, _), .delete(let key), .touch(let key, _), .count(let key, _),
                .command(let key, _):
                key
            }
        }

        /// What its reply is an answer to.
        var kind: Kind {
            switch self {
            case .get(_, let details): details ? .getWithDetails : .get
            case .store: .store
            case .delete: .delete
            case .touch: .touch
            case .count: .count
            case .command: .command
            }
        }

        enum Kind: Sendable {
            case get, getWithDetails, store, delete, touch, count, command
            /// What is asked when a connection is made.
            case greeting
        }
    }

    /// A value to be stored.
    struct StoredValue: Hashable, Sendable {
        var buffer: ByteBuffer
        var flags: UInt32 = 0
    }

    /// When a value is stored.
    enum StoreCondition: Hashable, Sendable {
        case always
        /// There is none under the key.
        case ifAbsent
        /// There is one.
        case ifPresent
        /// There is one, and it is still what it was.
        case ifStill(CacheVersion)
    }

    /// How a number that is stored is changed.
    struct CountStep: Hashable, Sendable {
        var amount: UInt64
        /// Otherwise it is counted down, to 0 at the lowest.
        var isUp: Bool
        /// What is stored where there is none; `nil` if nothing is.
        var initial: UInt64?
        var timeToLive: TimeToLive
    }

    /// What one node answered.
    enum CacheAnswer: Sendable {
        case value(CachedValue)
        /// There is nothing under the key.
        case missing
        case done
        /// What it depended on was not so.
        case notDone
        case number(UInt64)
        case notANumber
        /// A command's own reply.
        case reply(RESPValue)
        /// It will not do it, now or later.
        case refused(String)
        /// It did not answer, or not to the point.
        case failed(NodeFailure)

        var failure: NodeFailure? {
            if case .failed(let failure) = self { failure } else { nil }
        }
    }

    /// What one node answered when it was asked for many keys' values.
    enum ValuesAnswer: Sendable {
        /// In the order of the keys; `nil` where there is nothing.
        case values([CachedValue?])
        /// One answer for all of them: ``CacheAnswer/refused(_:)`` or ``CacheAnswer/failed(_:)``.
        case all(CacheAnswer)
    }

    /// Why a node gave no answer.
    enum NodeFailure: Hashable, Sendable {
        /// It is out of service, or its connections are being made anew: nothing was sent.
        case out
        /// Too many requests wait for it: nothing was sent.
        case busy
        case timedOut
        /// No connection came about: nothing was sent.
        case notConnected
        case connectionLost
        /// It says that it can't now.
        case serverError(String)
        /// The caller does not want to know any more.
        case cancelled
        case shutDown
    }
#endif
