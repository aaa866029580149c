#if StickySessions
    import Synchronization
    import Testing

    @testable import StickySessions

    @Suite("A session's cookie")
    struct SessionCookieTests {
        /// The time of day, as tests say it.
        final class Time: Sendable {
            let seconds = Atomic<Int64>(1_700_000_000)

            func pass(_ seconds: Int64) { self.seconds.add(seconds, ordering: .relaxed) }
        }

        static func cookie(
            _ time: Time,
            idle: Duration? = .seconds(1000),
            absolute: Duration? = .seconds(3000),
            isPersistent: Bool = false
        ) throws -> SessionCookie {
            let keys = try SigningKeys(Array(repeating: 7, count: 32))
            let cookie = try SessionCookie(
                signedWith: keys,
                isPersistent: isPersistent,
                idleLifetime: idle,
                absoluteLifetime: absolute
            )
            return SessionCookie(cookie, now: { time.seconds.load(ordering: .relaxed) })
        }

        static func value(_ cookie: SessionCookie, _ session: StickySession) throws -> Substring {
            let header = try #require(cookie.header(for: session))
            return header.dropFirst(cookie.name.count + 1).prefix { $0 != ";" }
        }

        @Test("It lasts until it has been idle for too long, or is too old")
        func lifetimes() throws {
            let time = Time()
            let cookie = try Self.cookie(time)
            var session = try #require(cookie.renewed(nil, on: "a"))
            let value = try Self.value(cookie, session)
            time.pass(999)
            #expect(cookie.session(from: value) == session)
            time.pass(1)
            #expect(cookie.session(from: value) == nil)
            for _ in 0..<2 {
                session = StickySession(
                    endpoint: "a",
                    began: session.began,
                    lastSeen: time.seconds.load(ordering: .relaxed)
                )
                let value = try Self.value(cookie, session)
                time.pass(999)
                #expect(cookie.session(from: value) == session)
            }
            session.lastSeen = time.seconds.load(ordering: .relaxed)
            time.pass(2)
            #expect(cookie.session(from: try Self.value(cookie, session)) == nil, "3000 s have gone since it began")
        }

        @Test("One from the future is taken if clocks may just differ")
        func clocks() throws {
            let time = Time()
            let cookie = try Self.cookie(time)
            for (ahead, isTaken) in [(60, true), (61, false)] as [(Int64, Bool)] {
                let later = time.seconds.load(ordering: .relaxed) + ahead
                let session = StickySession(endpoint: "a", began: later, lastSeen: later)
                #expect((cookie.session(from: try Self.value(cookie, session)) != nil) == isTaken)
            }
        }

        @Test("It is renewed on another endpoint, and when a tenth of its idle time has gone, without getting younger")
        func renewal() throws {
            let time = Time()
            let cookie = try Self.cookie(time)
            let session = try #require(cookie.renewed(nil, on: "a"))
            time.pass(99)
            #expect(cookie.renewed(session, on: "a") == nil)
            #expect(
                cookie.renewed(session, on: "b")
                    == StickySession(endpoint: "b", began: session.began + 99, lastSeen: session.began + 99)
            )
            time.pass(1)
            #expect(
                cookie.renewed(session, on: "a")
                    == StickySession(endpoint: "a", began: session.began, lastSeen: session.began + 100)
            )
            let lasting = try Self.cookie(time, idle: nil)
            #expect(lasting.renewed(session, on: "a") == nil)
        }

        @Test("What a browser is told")
        func headers() throws {
            let time = Time()
            let cookie = try Self.cookie(time, isPersistent: true)
            var session = try #require(cookie.renewed(nil, on: "a"))
            let tail = "; Path=/; Max-Age=1000; Secure; HttpOnly; SameSite=Lax"
            #expect(try #require(cookie.header(for: session)).hasSuffix(tail))
            session.lastSeen += 2500
            #expect(try #require(cookie.header(for: session)).contains("; Max-Age=500;"), "it has no more than that")
            let plain = try SessionCookie(
                signedWith: .random(),
                name: "s",
                path: "/app",
                domain: "example.org",
                isSecure: false,
                isHTTPOnly: false,
                sameSite: .strict
            )
            let header = try #require(plain.header(for: session))
            #expect(header.hasPrefix("s=") && header.hasSuffix("; Path=/app; Domain=example.org; SameSite=Strict"))
        }

        @Test("What a browser would refuse is refused first, with the cure")
        func refused() throws {
            let keys = SigningKeys.random()
            let tries: [(StickySessionsError?, () throws -> Void)] = [
                (.invalidCookieName("a b"), { _ = try SessionCookie(signedWith: keys, name: "a b") }),
                (.invalidCookieName(""), { _ = try SessionCookie(signedWith: keys, name: "") }),
                (nil, { _ = try SessionCookie(signedWith: keys, path: "app") }),
                (nil, { _ = try SessionCookie(signedWith: keys, name: "a", path: "/;x=y") }),
                (nil, { _ = try SessionCookie(signedWith: keys, name: "a", domain: "a;b") }),
                (nil, { _ = try SessionCookie(signedWith: keys, isSecure: false) }),
                (nil, { _ = try SessionCookie(signedWith: keys, path: "/app") }),
                (nil, { _ = try SessionCookie(signedWith: keys, domain: "example.org") }),
                (nil, { _ = try SessionCookie(signedWith: keys, name: "a", isSecure: false, sameSite: .none) }),
                (
                    .invalidLifetime("idleLifetime", .zero),
                    { _ = try SessionCookie(signedWith: keys, idleLifetime: .zero) }
                ),
                (nil, { _ = try SessionCookie(signedWith: keys, absoluteLifetime: .seconds(401 * 86_400)) }),
                (.secretTooShort(byteCount: 31, minimum: 32), { _ = try SigningKeys(Array(0..<31)) }),
                (
                    .tooManySecrets(9, limit: 8),
                    { _ = try SigningKeys(Array(0..<32), previous: Array(repeating: Array(0..<32), count: 9)) }
                ),
            ]
            for (number, (expected, make)) in tries.enumerated() {
                let error = #expect(throws: StickySessionsError.self, "try \(number)") { try make() }
                if let expected { #expect(error == expected) }
                #expect(error?.description.isEmpty == false)
            }
        }
    }
#endif
