#if Caches
    import Foundation
    import NIOSSL

    /// The tests' own authority and certificate, for the name “backend.test”.
    enum CacheCertificates {
        static let authority = path("authority.pem")
        static let server = path("backend.pem")
        static let serverKey = path("backend.key.pem")

        /// Trusts the authority alone.
        static func client() throws -> TLSConfiguration {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authority))
            return tls
        }

        private static func path(_ name: String) -> String {
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appendingPathComponent("HTTPLoadBalancingTests/Certificates/\(name)").path
        }
    }
#endif
