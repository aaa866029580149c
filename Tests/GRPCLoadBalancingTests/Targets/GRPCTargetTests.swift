#if GRPC
    @testable import GRPCLoadBalancing
    import LoadBalancing
    import Testing

    @Suite("A target")
    struct GRPCTargetTests {
        @Test("is read as gRPC reads it")
        func reads() throws {
            #expect(
                try GRPCTarget("dns:///users.example.org:50051").kind
                    == .addresses(name: "users.example.org", port: 50051, server: nil)
            )
            #expect(
                try GRPCTarget("users.example.org:50051").kind
                    == .addresses(name: "users.example.org", port: 50051, server: nil)
            )
            #expect(try GRPCTarget("dns:users").kind == .addresses(name: "users", port: 443, server: nil))
            #expect(
                try GRPCTarget("dns://10.0.0.53:5353/users:80").kind
                    == .addresses(name: "users", port: 80, server: "10.0.0.53:5353")
            )
            #expect(
                try GRPCTarget("dns:///_grpc._tcp.users.example.org").kind
                    == .service(name: "_grpc._tcp.users.example.org", server: nil)
            )
            #expect(
                try GRPCTarget("ipv4:10.0.0.1:1,10.0.0.2:2").kind
                    == .endpoints([.hostPort(host: "10.0.0.1", port: 1), .hostPort(host: "10.0.0.2", port: 2)])
            )
            #expect(
                try GRPCTarget("ipv6:[2001:db8::1]:1").kind
                    == .endpoints([.hostPort(host: "2001:db8::1", port: 1)])
            )
            #expect(try GRPCTarget("unix:///run/users").kind == .endpoints([.unixPath("/run/users")]))
            #expect(try GRPCTarget("unix:run/users").kind == .endpoints([.unixPath("run/users")]))
        }

        @Test(
            "that is none is refused, with what is wrong",
            arguments: [
                ("", "no name"), ("dns:///", "no name"), ("dns:///a/b", "no name"), ("dns://server", "no name"),
                ("xds:///users", "“xds” is not known"), ("ipv4:10.0.0.1", "10.0.0.1"), ("ipv4:", "“”"),
                ("dns:///_grpc._tcp.users:1", "leave the port out"), ("users:70000", "70000"), ("unix:", "path"),
            ]
        )
        func refuses(text: String, reason: String) {
            let error = #expect(throws: GRPCTargetError.self) { try GRPCTarget(text) }
            #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
        }
    }
#endif
