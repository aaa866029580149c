#if GRPC
    import GRPCCore
    import GRPCNIOTransportHTTP2Posix
    @testable import GRPCLoadBalancing
    import Testing

    @Suite("What is kept of a call, to be sent again")
    struct RequestBufferTests {
        private func message(_ byte: UInt8, count: Int = 1) -> RequestBuffer.Part {
            .message(GRPCNIOTransportBytes(repeating: byte, count: count))
        }

        private func byte(_ part: RequestBuffer.Part?) -> UInt8? {
            guard case .message(let bytes) = part else { return nil }
            return bytes.withUnsafeBytes { $0.first }
        }

        @Test("is sent from the beginning by each attempt, and goes on as the caller does")
        func replays() async throws {
            let buffer = RequestBuffer(limit: 100)
            try await buffer.write(message(1))
            let first = try #require(buffer.open())
            #expect(byte(try await buffer.next(first)) == 1)
            let second = try #require(buffer.open())
            async let waiting = buffer.next(first)
            try await buffer.write(message(2))
            #expect(byte(try await waiting) == 2)
            buffer.finish()
            #expect(try await buffer.next(first) == nil)
            #expect(byte(try await buffer.next(second)) == 1)
            #expect(byte(try await buffer.next(second)) == 2)
            #expect(try await buffer.next(second) == nil)
            await #expect(throws: RPCError.self) { try await buffer.write(message(3)) }
        }

        @Test("is let go of once there is an answer: then there are no new attempts")
        func letsGo() async throws {
            let buffer = RequestBuffer(limit: 100)
            try await buffer.write(message(1))
            let reader = try #require(buffer.open())
            buffer.commit()
            #expect(buffer.isReplayable)
            #expect(byte(try await buffer.next(reader)) == 1)
            #expect(!buffer.isReplayable)
            #expect(buffer.open() == nil)
        }

        @Test("is bounded: a caller who is ahead waits until the attempts have sent it")
        func waits() async throws {
            let buffer = RequestBuffer(limit: 10)
            let reader = try #require(buffer.open())
            try await buffer.write(message(1, count: 10))
            #expect(byte(try await buffer.next(reader)) == 1)
            #expect(buffer.isReplayable)
            async let ahead: Void = buffer.write(message(2, count: 11))
            #expect(byte(try await buffer.next(reader)) == 2)
            try await ahead
            #expect(!buffer.isReplayable)
        }

        @Test("lets a caller go who waits for room when the call is over, or when he is cancelled")
        func releases() async throws {
            let buffer = RequestBuffer(limit: 0)
            _ = buffer.open()
            let over = Task { try await buffer.write(message(1)) }
            let cancelled = Task { try await buffer.write(message(2)) }
            cancelled.cancel()
            await #expect(throws: CancellationError.self) { try await cancelled.value }
            buffer.close()
            _ = await over.result
            #expect(!buffer.isReplayable)
        }

        @Test(
            "Time-outs are written with eight digits at most, and never longer than they are",
            arguments: [
                (Duration.nanoseconds(1), "1n"), (.nanoseconds(99_999_999), "99999999n"),
                (.milliseconds(100), "100000u"),
                (.seconds(1), "1000000u"), (.seconds(100), "100000m"), (.seconds(100_000), "100000S"),
                (.seconds(100_000_000), "1666666M"), (.zero, "0n"), (.seconds(Int64.max), "5124095H"),
            ]
        )
        func timeout(duration: Duration, text: String) {
            #expect(duration.grpcTimeout == text)
        }
    }
#endif
