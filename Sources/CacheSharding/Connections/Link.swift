#if Caches
    import LoadBalancing
    import NIOCore
    import NIOPosix

    /// One connection to one node, made anew whenever it breaks: does what its ``LinkMachine`` decides.
    ///
    /// Everything but ``lane``, ``endpoint`` and ``shutDown(by:)`` is used on the lane's event loop alone.
    final class Link: @unchecked Sendable {
        // Unchecked: see above.
        let lane: Lane
        let endpoint: Endpoint
        private let settings: LinkSettings

        // Without checks at run time that nobody else uses them meanwhile: they cost as much as the rest of a reply, and nobody can.
        @exclusivity(unchecked) private var machine: LinkMachine<Batch>
        @exclusivity(unchecked) private var channel: (any Channel)?
        /// The channel's.
        @exclusivity(unchecked) private var handler: LinkHandler?
        /// A connection that is being made.
        private var attempt: EventLoopFuture<any Channel>?
        @exclusivity(unchecked) private var parser: WireParser
        /// `nil` once the connection stands.
        @exclusivity(unchecked) private var greeting: Greeting?
        @exclusivity(unchecked) private var received = ByteBuffer()
        @exclusivity(unchecked) private var unsent = ByteBuffer()
        /// Requests for many keys that are to be written with those that follow.
        @exclusivity(unchecked) private var together: [Batch] = []
        /// How many are about to be begun.
        @exclusivity(unchecked) var waitingBatches = 0
        private var timer: Scheduled<Void>?
        private var timerAt = UInt64.max
        /// Kept when nothing is under way any more.
        @exclusivity(unchecked) private var closing: EventLoopPromise<Void>?

        init(_ endpoint: Endpoint, on lane: Lane, _ settings: LinkSettings) {
            self.endpoint = endpoint
            self.lane = lane
            self.settings = settings
            machine = LinkMachine(limits: settings.limits)
            parser = settings.dialect.makeParser(settings.wire)
        }

        private var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

        // MARK: Requests

        func begin(_ batch: Batch, at now: UInt64) {
            guard !batch.isOver else { return }
            switch machine.admit(batch) {
            case .refuse(let failure): batch.fail(failure)
            case .write: write(batch, at: now)
            case .hold(let connects):
                if connects { connect() }
                wakeUp(at: batch.deadline)
            }
        }

        private func write(_ batch: Batch, at now: UInt64) {
            switch batch.work {
            case .one(let operation):
                writeTogether()
                let opaque = place(batch, number: 0, bytes: batch.byteCount, at: now)
                settings.dialect.write(operation, opaque: opaque, into: &unsent)
            case .operations(let operations):
                writeTogether()
                for (number, operation) in operations.enumerated() {
                    let opaque = place(batch, number: number, bytes: operation.byteCount, at: now)
                    settings.dialect.write(operation, opaque: opaque, into: &unsent)
                }
            case .values:
                _ = place(batch, number: 0, bytes: batch.byteCount, at: now)
                together.append(batch)
            }
            wakeUp(at: min(batch.deadline, now + settings.limits.unanswered))
        }

        private func place(_ batch: Batch, number: Int, bytes: Int, at now: UInt64) -> UInt32 {
            lane.repliesUnderWay += 1
            return machine.place(batch, number: number, bytes: bytes, at: now)
        }

        private func takePlace(at now: UInt64) -> LinkMachine<Batch>.Place? {
            guard let place = machine.reply(at: now) else { return nil }
            lane.repliesUnderWay -= 1
            return place
        }

        private func writeTogether() {
            guard !together.isEmpty else { return }
            let group = ValueGroup(together.compactMap(\.keys))
            settings.dialect.write(group, into: &unsent)
            for batch in together { batch.group = group }
            together.removeAll(keepingCapacity: true)
        }

        func flush() {
            writeTogether()
            guard unsent.readableBytes > 0, let handler else { return }
            handler.send(unsent)
            // As a rule it is sent by now, and its memory is used again. The channel has it otherwise.
            if unsent.capacity > 65_536 { unsent = ByteBuffer() } else { unsent.clear() }
        }

        // MARK: Replies

        fileprivate func receive(_ bytes: inout ByteBuffer, from handler: LinkHandler) {
            guard handler === self.handler else { return }
            if received.readableBytes == 0 {
                received = bytes
            } else {
                // What values have been cut from is theirs alone from here on; what is copied is less than has been read of it.
                if received.readerIndex > received.readableBytes { received.discardReadBytes() }
                received.writeBuffer(&bytes)
            }
            do throws(WireError) {
                // A reply may be the end of the connection.
                let now = now
                let count = received.readableBytes
                while handler === self.handler, let reply = try nextReply() { try take(reply, at: now) }
                // Of many keys' values some have come.
                if parser.isAmidValues, received.readableBytes < count { machine.heard(at: now) }
            } catch {
                end(reason: "\(error)")
                return
            }
            if received.readableBytes == 0 { received = ByteBuffer() }
        }

        private func nextReply() throws(WireError) -> WireReply? {
            try parser.next(from: &received, askedFor: greeting == nil ? machine.places.first?.request.group : nil)
        }

        private func take(_ reply: consuming WireReply, at now: UInt64) throws(WireError) {
            if reply.isUnasked { return }
            if greeting != nil { return greet(reply) }
            guard let place = takePlace(at: now) else { throw .outOfStep("nothing was asked for") }
            let end = reply.endOfStream(isAskedForValues: place.request.group != nil)
            do throws(WireError) {
                if let keys = place.request.keys {
                    // Consumed: values that have one owner are moved from there.
                    place.request.settle(try reply.values(of: keys, from: endpoint.id))
                } else {
                    let answer = try reply.answer(
                        to: place.request.kind(of: place.number),
                        opaque: place.opaque,
                        from: endpoint.id
                    )
                    place.request.settle(place.number, answer)
                }
            } catch {
                // It has left the queue, so nobody else tells it.
                place.request.settle(place.number, .failed(.connectionLost))
                throw error
            }
            if let end { throw .outOfStep("\(end)") }
            if closing != nil, machine.outstanding == 0 { close() }
        }

        private func greet(_ reply: WireReply) {
            switch greeting?.take(reply) {
            case .send(let bytes): handler?.send(bytes)
            case .refused(let text): failToConnect("it refused the greeting: \(text)")
            case .ready:
                greeting = nil
                settings.observe(.connected(endpoint))
                let now = now
                for batch in machine.connected() { write(batch, at: now) }
                flush()
            case nil: break
            }
        }

        // MARK: Connections

        private func connect() {
            let limit = settings.connectTimeout
            received = ByteBuffer()
            unsent = ByteBuffer()
            together = []
            parser = settings.dialect.makeParser(settings.wire)
            let bootstrap = ClientBootstrap(group: lane.loop)
                .connectTimeout(limit)
                // A hundred small values in one piece, and so in one system call.
                .channelOption(
                    .recvAllocator,
                    value: AdaptiveRecvByteBufferAllocator(minimum: 1024, initial: 8192, maximum: 65_536)
                )
                .channelInitializer { [settings, endpoint] channel in
                    channel.eventLoop.makeCompletedFuture {
                        if let handler = try settings.makeTLSHandler(for: endpoint) {
                            try channel.pipeline.syncOperations.addHandler(handler)
                        }
                        try channel.pipeline.syncOperations.addHandler(
                            LinkHandler(self, isSecured: settings.tls != nil)
                        )
                    }
                }
            let attempt =
                switch endpoint.address {
                case .hostPort(let host, let port): bootstrap.connect(host: host, port: port)
                case .unixPath(let path): bootstrap.connect(unixDomainSocketPath: path)
                }
            self.attempt = attempt
            attempt.whenComplete { result in
                self.attempt = nil
                switch result {
                case .success(let channel): self.connected(channel)
                case .failure(let error): self.failToConnect("\(error)")
                }
            }
        }

        private func connected(_ channel: any Channel) {
            guard case .connecting = machine.phase, self.channel == nil else {
                channel.close(promise: nil)
                return
            }
            let handler = try? channel.pipeline.syncOperations.handler(type: LinkHandler.self)
            guard let handler, channel.isActive else { return failToConnect("it closed the connection") }
            self.channel = channel
            self.handler = handler
            var greeting = Greeting(settings.dialect)
            let first = greeting.begin()
            self.greeting = greeting
            handler.send(first)
            // A server that hangs has a kernel that accepts connections for it.
            lane.loop.scheduleTask(in: settings.connectTimeout) {
                if channel === self.channel, self.greeting != nil { self.failToConnect("it does not answer") }
            }
        }

        private func failToConnect(_ reason: String) {
            guard case .connecting = machine.phase else { return }
            if machine.failures == 0 { settings.observe(.failedToConnect(endpoint, reason: reason)) }
            let channel = takeChannel()
            for batch in machine.failedToConnect(at: now, random: .random(in: 0..<1)) { batch.fail(.notConnected) }
            channel?.close(promise: nil)
            wakeUp()
        }

        fileprivate func disconnected(_ handler: LinkHandler, reason: String) {
            guard handler === self.handler else { return }
            end(reason: reason)
        }

        /// The connection is of no use any more.
        private func end(reason: String) {
            guard greeting == nil else { return failToConnect(reason) }
            let channel = takeChannel()
            let places = machine.lost(at: now, random: .random(in: 0..<1))
            lane.repliesUnderWay -= places.count
            for place in places {
                place.request.settle(place.number, .failed(.connectionLost))
            }
            settings.observe(.lost(endpoint, reason: reason))
            channel?.close(promise: nil)
            if closing != nil { close() } else { wakeUp() }
        }

        private func takeChannel() -> (any Channel)? {
            defer {
                channel = nil
                handler = nil
                greeting = nil
            }
            return channel
        }

        // MARK: Time

        private func wakeUp(at time: UInt64? = nil) {
            let time = time ?? now
            guard time < timerAt else { return }
            timer?.cancel()
            timerAt = time
            timer = lane.loop.scheduleTask(deadline: .uptimeNanoseconds(time)) { self.timePassed() }
        }

        private func timePassed() {
            timer = nil
            timerAt = .max
            let (due, next) = machine.advance(to: now)
            for action in due {
                switch action {
                case .expired(let batches): for batch in batches { batch.fail(.timedOut) }
                case .giveUp: end(reason: "it answers nothing")
                case .connect: connect()
                }
            }
            if let next { wakeUp(at: next) }
        }

        // MARK: The end

        /// Takes nothing more, waits until what was sent is answered, but no longer than until the deadline, and closes the
        /// connection. From anywhere; the future succeeds when the socket is closed.
        func shutDown(by deadline: NIODeadline) -> EventLoopFuture<Void> {
            lane.loop.flatSubmit {
                if let closing = self.closing { return closing.futureResult }
                let closing = self.lane.loop.makePromise(of: Void.self)
                self.closing = closing
                for batch in self.machine.close() { batch.fail(.shutDown) }
                if self.machine.outstanding == 0 {
                    self.close()
                } else {
                    let timer = self.lane.loop.scheduleTask(deadline: deadline) { self.close() }
                    closing.futureResult.whenComplete { _ in timer.cancel() }
                }
                return closing.futureResult
            }
        }

        private func close() {
            timer?.cancel()
            timer = nil
            while let place = takePlace(at: now) { place.request.settle(place.number, .failed(.shutDown)) }
            if let channel = takeChannel() {
                if let closing { channel.closeFuture.cascade(to: closing) }
                channel.close(promise: nil)
            } else if let attempt {
                // `connected` closes it.
                attempt.whenComplete { result in
                    guard case .success(let channel) = result else { self.closing?.succeed(); return }
                    if let closing = self.closing { channel.closeFuture.cascade(to: closing) }
                }
            } else {
                closing?.succeed()
            }
        }
    }

    /// Hands what comes on a connection to its link.
    fileprivate final class LinkHandler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let link: Link
        private let isSecured: Bool
        /// While it is in a pipeline.
        @exclusivity(unchecked) private var context: ChannelHandlerContext?
        /// Once the channel is active, unless TLS comes between what is sent and its socket.
        @exclusivity(unchecked) private var socket: DirectSocket?
        /// What the channel has been given to write and has not written.
        private var channelWrites = 0
        private var reason = "the other side closed it"

        init(_ link: Link, isSecured: Bool) {
            self.link = link
            self.isSecured = isSecured
        }

        /// Sends bytes, as far as they fit at once, and gives the rest to the channel: from here on, past the handlers that have nothing to
        /// do with it.
        func send(_ bytes: ByteBuffer) {
            guard let context else { return }
            if isSecured { return context.writeAndFlush(wrapOutboundOut(bytes), promise: nil) }
            var bytes = bytes
            if channelWrites == 0, let socket, context.channel.isActive {
                bytes.moveReaderIndex(forwardBy: socket.write(bytes))
                if bytes.readableBytes == 0 { return }
            }
            channelWrites += 1
            let written = context.eventLoop.makePromise(of: Void.self)
            written.futureResult.assumeIsolated().whenComplete { _ in self.channelWrites -= 1 }
            context.writeAndFlush(wrapOutboundOut(bytes), promise: written)
        }

        func handlerAdded(context: ChannelHandlerContext) { self.context = context }

        func channelActive(context: ChannelHandlerContext) {
            if !isSecured { socket = DirectSocket(context.channel) }
            context.fireChannelActive()
        }

        func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            link.lane.read {
                var bytes = unwrapInboundIn(data)
                link.receive(&bytes, from: self)
            }
        }

        func channelInactive(context: ChannelHandlerContext) {
            link.disconnected(self, reason: reason)
            context.fireChannelInactive()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            reason = "\(error)"
            context.close(promise: nil)
        }
    }
#endif
