#if GRPC
    import ByteService
    import CommandLineSupport
    import Foundation
    import RunningPrograms

    /// Measures all ways to make calls, and what ours cost beside grpc-swift's own transport.
    struct GRPCExperiment: Sendable {
        private let rounds: RequestRounds

        init(_ rounds: RequestRounds) {
            self.rounds = rounds
        }

        /// What every server answers: 16 bytes.
        static let answer = "0123456789abcdef"

        /// Measures everything. `progress` is told how far it is, and what comes next.
        func run(progress: (Double, String) -> Void) async throws -> GRPCResults {
            progress(0, "starting the servers")
            let addresses = (0..<3).map { _ in ServerProgram.Address.random() }
            let servers = try Self.start(addresses)
            defer { servers.stop() }
            let subjects = try GRPCSubjects(addresses)
            return try await subjects.run {
                // Connections are made, and caches warmed.
                for subject in subjects.all { _ = try await rounds.batch(subject) }
                var results = GRPCResults(
                    requests: rounds.requests,
                    pairedRequests: rounds.pairedRequests,
                    senders: rounds.senders
                )
                results.ways = try await rounds.ways(subjects.all) { progress(0.3 * $0, $1) }
                results.costs = try await rounds.costs(subjects.pairs) { progress(0.3 + 0.7 * $0, $1) }
                progress(1, "")
                return results
            }
        }

        private static func start(_ addresses: [ServerProgram.Address]) throws(Failure) -> ServerProgram {
            do {
                guard let program = Bundle.main.executableURL else { throw CocoaError(.fileNoSuchFile) }
                return try ServerProcess.start(program, name: answer, at: addresses)
            } catch {
                throw Failure(.systemError, "\(error)")
            }
        }
    }
#endif
