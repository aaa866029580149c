import ArgumentParser
import Foundation

/// What the owners of keys look like on standard output.
enum PlaceFormat: String, CaseIterable, ExpressibleByArgument {
    /// The key, a tab, its owner; with more replicas, a tab and the next for each.
    case text
    /// RFC 4180, with a line of names first.
    case csv
    /// One array with an object for each key.
    case json

    /// What comes before the first key.
    func head(replicas: Int) -> String {
        switch self {
        case .text: ""
        case .csv:
            (["key"] + (replicas == 1 ? ["owner"] : (1...replicas).map { "replica_\($0)" })).joined(separator: ",")
                + "\r\n"
        case .json: "["
        }
    }

    /// What comes behind the last key.
    var foot: String { self == .json ? "\n]\n" : "" }

    /// An id as it is written.
    func encoded(id: String) -> [UInt8] {
        var bytes: [UInt8] = []
        switch self {
        case .text: bytes = Array(id.utf8)
        case .csv: Self.appendQuotedCSV(Array(id.utf8)[...], to: &bytes)
        case .json: Self.appendQuotedJSON(Array(id.utf8)[...], to: &bytes)
        }
        return bytes
    }

    /// Adds a key and its owners.
    ///
    /// - Parameters:
    ///   - owners: indices into `ids`, as many as there are, up to `replicas`.
    ///   - ids: as ``encoded(id:)`` writes them.
    ///   - isFirst: true if no key was written before.
    func append(
        key: ArraySlice<UInt8>,
        owners: some Collection<Int>,
        replicas: Int,
        ids: [[UInt8]],
        isFirst: Bool,
        to buffer: inout [UInt8]
    ) {
        switch self {
        case .text:
            buffer.append(contentsOf: key)
            for owner in owners {
                buffer.append(UInt8(ascii: "\t"))
                buffer.append(contentsOf: ids[owner])
            }
            buffer.append(UInt8(ascii: "\n"))
        case .csv:
            Self.appendQuotedCSV(key, to: &buffer)
            for owner in owners {
                buffer.append(UInt8(ascii: ","))
                buffer.append(contentsOf: ids[owner])
            }
            // Fields without a node are empty: all lines have as many.
            buffer.append(contentsOf: repeatElement(UInt8(ascii: ","), count: max(0, replicas - owners.count)))
            buffer.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
        case .json:
            buffer.append(contentsOf: (isFirst ? "\n  {" : ",\n  {").utf8)
            appendJSONKey(key, to: &buffer)
            appendJSONOwners(owners, replicas: replicas, ids: ids, to: &buffer)
            buffer.append(UInt8(ascii: "}"))
        }
    }

    /// JSON is text, and a key need not be: one that is no UTF-8 is written in Base64, under another name.
    private func appendJSONKey(_ key: ArraySlice<UInt8>, to buffer: inout [UInt8]) {
        if Self.isUTF8(key) {
            buffer.append(contentsOf: "\"key\": ".utf8)
            Self.appendQuotedJSON(key, to: &buffer)
        } else {
            buffer.append(contentsOf: "\"key_base64\": \"\(Data(key).base64EncodedString())\"".utf8)
        }
    }

    private func appendJSONOwners(
        _ owners: some Collection<Int>,
        replicas: Int,
        ids: [[UInt8]],
        to buffer: inout [UInt8]
    ) {
        guard replicas > 1 else {
            buffer.append(contentsOf: ", \"owner\": ".utf8)
            buffer.append(contentsOf: owners.first.map { ids[$0] } ?? Array("null".utf8))
            return
        }
        buffer.append(contentsOf: ", \"replicas\": [".utf8)
        for (place, owner) in owners.enumerated() {
            if place > 0 { buffer.append(contentsOf: ", ".utf8) }
            buffer.append(contentsOf: ids[owner])
        }
        buffer.append(UInt8(ascii: "]"))
    }

    private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
    }

    /// In quotes if it holds anything that would end a field.
    private static func appendQuotedCSV(_ bytes: ArraySlice<UInt8>, to buffer: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        guard bytes.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }) else {
            buffer.append(contentsOf: bytes)
            return
        }
        buffer.append(quote)
        for byte in bytes {
            if byte == quote { buffer.append(quote) }
            buffer.append(byte)
        }
        buffer.append(quote)
    }

    /// UTF-8 in quotes, `"`, `\` and control characters escaped.
    private static func appendQuotedJSON(_ bytes: ArraySlice<UInt8>, to buffer: inout [UInt8]) {
        buffer.append(UInt8(ascii: "\""))
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                buffer.append(UInt8(ascii: "\\"))
                buffer.append(byte)
            case 0..<0x20, 0x7F:
                let digits = String(byte, radix: 16)
                buffer.append(contentsOf: ("\\u00" + (digits.utf8.count == 1 ? "0" : "") + digits).utf8)
            default:
                buffer.append(byte)
            }
        }
        buffer.append(UInt8(ascii: "\""))
    }
}
