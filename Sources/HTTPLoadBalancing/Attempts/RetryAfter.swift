#if HTTP
    import LoadBalancing
    import NIOHTTP1

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #elseif canImport(Darwin)
        import Darwin
    #endif

    /// What a server says of when to come again: `Retry-After`, in either of its forms.
    ///
    /// | field | stands for |
    /// | --- | --- |
    /// | `120` | 120 s from now |
    /// | `Fri, 31 Dec 1999 23:59:59 GMT` | the time until then; 0 if it has passed |
    /// | `-1`, `1.5`, `soon`, ` `, `99999999999999999999` | nothing: it is as if the field were not there |
    ///
    /// A date is compared with the answer's own `Date`, where there is one, so that a clock that is wrong on either side does no
    /// harm. Source: RFC 9110, section 10.2.3.
    enum RetryAfter {
        /// How long to wait; `nil` if the server says nothing that can be read.
        ///
        /// - Parameter now: seconds since 1970.
        static func wait(_ headers: HTTPHeaders, now: () -> Int64 = systemTime) -> Duration? {
            guard let field = headers.first(name: "retry-after") else { return nil }
            let text = HeaderText.trimmed(field[...].utf8)
            // No field of either form is longer; what is, is not read.
            guard (1...40).contains(text.count) else { return nil }
            if text.allSatisfy({ (0x30...0x39).contains($0) }) {
                guard let seconds = Int64(Substring(text)) else { return nil }
                return .seconds(seconds)
            }
            let here = now()
            guard let date = HTTPDate(String(Substring(text)), now: here) else { return nil }
            let there = headers.first(name: "date").flatMap { HTTPDate($0, now: here) }?.secondsSince1970
            return .seconds(max(0, date.secondsSince1970 - (there ?? here)))
        }

        static func systemTime() -> Int64 { Int64(time(nil)) }
    }
#endif
