#if GRPC
    @testable import GRPCLoadBalancing
    import Testing

    @Suite("Messages of the health service")
    struct HealthMessageTests {
        @Test("a request is field 1, left out if it is empty")
        func request() {
            #expect(HealthCheckRequest(service: "").encoded == [])
            #expect(HealthCheckRequest(service: "ab").encoded == [0x0A, 2, 0x61, 0x62])
            let long = HealthCheckRequest(service: String(repeating: "x", count: 300)).encoded
            #expect(long.prefix(3) == [0x0A, 0xAC, 0x02])
            #expect(long.count == 303)
        }

        @Test(
            "a status is field 1, whatever else there is",
            arguments: [
                ([], ServingStatus.unknown), ([0x08, 1], .serving), ([0x08, 2], .notServing),
                ([0x08, 3], .serviceUnknown),
                ([0x08, 1, 0x08, 2], .notServing), ([0x08, 9], .unknown), ([0x08, 0x81, 0x00], .serving),
                ([0x12, 2, 0x61, 0x62, 0x08, 1], .serving), ([0x11, 0, 0, 0, 0, 0, 0, 0, 0, 0x08, 1], .serving),
                ([0x15, 0, 0, 0, 0, 0x08, 1, 0x18, 7], .serving),
            ] as [([UInt8], ServingStatus)]
        )
        func status(bytes: [UInt8], status: ServingStatus) throws {
            #expect(try ServingStatus(encoded: bytes) == status)
        }

        @Test(
            "what is no message is refused",
            arguments: [
                [0x08], [0x08, 0x80], [0x12, 5, 0x61], [0x11, 0], [0x15, 0], [0x0B], [0x00, 0x01],
                [UInt8](repeating: 0xFF, count: 11),
                [0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
            ] as [[UInt8]]
        )
        func unreadable(bytes: [UInt8]) {
            #expect(throws: UnreadableMessage.self) { try ServingStatus(encoded: bytes) }
        }
    }
#endif
