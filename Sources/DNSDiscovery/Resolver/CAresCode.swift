#if DNSDiscovery
    import CAres

    /// How c-ares says that something did not work.
    struct CAresCode: Error, Hashable {
        let code: Int32

        static func check(_ code: Int32) throws(CAresCode) {
            guard code == ARES_SUCCESS.code else { throw CAresCode(code: code) }
        }

        var reason: String { String(cString: ares_strerror(code)) }
    }

    extension FixedWidthInteger {
        /// A macro's value, as c-ares's functions give it back.
        var code: Int32 { Int32(truncatingIfNeeded: self) }
    }
#endif
