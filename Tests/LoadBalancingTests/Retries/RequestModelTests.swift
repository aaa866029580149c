import Testing

@testable import LoadBalancing

@Suite("The model of a request")
struct RequestModelTests {
    private func order(_ number: Int, isHedge: Bool = false) -> RequestMachine.AttemptOrder {
        RequestMachine.AttemptOrder(
            number: number,
            isHedge: isHedge,
            stayingOn: nil,
            exclusions: [[]],
            deadline: .max
        )
    }

    private func model(_ configuration: RetryConfiguration = RetryConfiguration()) throws -> RequestModel {
        var model = RequestModel(configuration, RequestOptions(isSafeToRepeat: true), endpoints: 2, at: 0)
        try model.start(order(1), on: "e1", at: 0)
        return model
    }

    @Test(
        "It refuses a retry of what is unsafe, one too many, one too soon for a pushback, and one on the same endpoint"
    )
    func retries() throws {
        var unsafe = try model()
        try unsafe.end(1, .failure(.serverError, .sentAndUnsafe), at: 10)
        #expect(throws: RequestModel.Illegal.unsafe) { try unsafe.start(order(2), on: "e2", at: 10) }

        var spent = try model(RetryConfiguration(attempts: 1))
        try spent.end(1, .failure(.serverError, .notSent), at: 10)
        #expect(throws: RequestModel.Illegal.tooManyAttempts) { try spent.start(order(2), on: "e2", at: 10) }

        var pushed = try model()
        try pushed.end(1, .failure(.overloaded, .notSent, pushback: .retry(after: .nanoseconds(5))), at: 10)
        #expect(throws: RequestModel.Illegal.wait(nanoseconds: 14, allowed: 15...15)) {
            try pushed.start(order(2), on: "e2", at: 14)
        }

        var barred = try model()
        try barred.end(1, .failure(.overloaded, .notSent, pushback: .elsewhere), at: 10)
        #expect(throws: RequestModel.Illegal.sameEndpoint("e1")) { try barred.start(order(2), on: "e1", at: 10) }
        try barred.start(order(2), on: "e2", at: 10)
        try barred.end(2, .failure(.overloaded, .notSent), at: 20)
        #expect(throws: RequestModel.Illegal.barred("e1")) { try barred.start(order(3), on: "e1", at: 20) }

        var same = try model()
        try same.end(1, .failure(.serverError, .notSent), at: 10)
        #expect(throws: RequestModel.Illegal.sameEndpoint("e1")) { try same.start(order(2), on: "e1", at: 10) }
    }

    @Test("It refuses two attempts at once without hedging, a hedge too soon, and one on the same endpoint")
    func hedges() throws {
        var lone = try model()
        #expect(throws: RequestModel.Illegal.beside) { try lone.start(order(2), on: "e2", at: 10) }
        #expect(throws: RequestModel.Illegal.hedge("not asked for")) {
            try lone.start(order(2, isHedge: true), on: "e2", at: 10)
        }
        var hedged = try model(RetryConfiguration(hedging: .after(.nanoseconds(10))))
        #expect(throws: RequestModel.Illegal.time("hedge")) {
            try hedged.start(order(2, isHedge: true), on: "e2", at: 9)
        }
        #expect(throws: RequestModel.Illegal.sameEndpoint("e1")) {
            try hedged.start(order(2, isHedge: true), on: "e1", at: 10)
        }
        try hedged.start(order(2, isHedge: true), on: "e2", at: 10)
    }

    @Test(
        "It refuses an end with a pick that is not finished, one finished twice, and a failure that could have been retried"
    )
    func ends() throws {
        var open = try model()
        #expect(throws: RequestModel.Illegal.unfinished(1)) { try open.finish(.answered(by: 1), at: 10) }
        var twice = try model()
        try twice.end(1, .answer(), at: 10)
        #expect(throws: RequestModel.Illegal.notUnderWay(1)) { try twice.cancel(1, .cancelled, at: 10) }
        var lazy = try model(RetryConfiguration(budget: .unlimited))
        try lazy.end(1, .failure(.serverError, .notSent), at: 10)
        #expect(throws: RequestModel.Illegal.conclusion(.answered(by: 1), "it could have been sent again")) {
            try lazy.finish(.answered(by: 1), at: 10)
        }
    }
}
