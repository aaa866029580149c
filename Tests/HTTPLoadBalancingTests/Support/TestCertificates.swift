#if HTTP
    import Foundation
    import NIOSSL

    /// A certificate for the name `backend.test`, and the authority that issued it; both are for these tests alone.
    enum TestCertificates {
        /// What the tests' servers secure connections with. They offer HTTP/2, too, if they are to.
        static func server(offersHTTP2: Bool) throws -> NIOSSLContext {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMFile(path("backend.pem")).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(file: path("backend.key.pem"), format: .pem))
            )
            configuration.applicationProtocols = offersHTTP2 ? ["h2", "http/1.1"] : ["http/1.1"]
            return try NIOSSLContext(configuration: configuration)
        }

        /// A client's configuration that trusts the tests' authority and no other.
        static func client() throws -> TLSConfiguration {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path("authority.pem")))
            return configuration
        }

        static func path(_ name: String) throws -> String {
            guard let folder = Bundle.module.resourceURL else { throw CocoaError(.fileNoSuchFile) }
            return folder.appendingPathComponent("Certificates/\(name)").path
        }
    }
#endif
