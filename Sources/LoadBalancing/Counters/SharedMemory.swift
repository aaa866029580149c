/// A value that many threads write to, on cache lines of its own, so that they slow nobody else down.
///
/// A copy is the same value: whoever made it calls `deallocate` once, when no copy is used any more. This is the one file of
/// the module that allocates unsafe memory.
struct CacheLine<Value: ~Copyable & Sendable>: @unchecked Sendable {
    // Unchecked: the value is Sendable, and never moves.
    private let pointer: UnsafeMutablePointer<Value>

    /// Two lines: processors fetch them in pairs.
    private static var alignment: Int { 128 }

    init(_ value: consuming Value) {
        let size = (MemoryLayout<Value>.size + Self.alignment - 1) / Self.alignment * Self.alignment
        pointer = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.alignment)
            .bindMemory(to: Value.self, capacity: 1)
        pointer.initialize(to: value)
    }

    func deallocate() {
        pointer.deinitialize(count: 1)
        UnsafeMutableRawPointer(pointer).deallocate()
    }

    var value: Value {
        @inline(__always)
        _read { yield pointer.pointee }
    }
}

extension CacheLine: Equatable where Value: ~Copyable {
    /// Whether both are the same memory.
    static func == (first: CacheLine, second: CacheLine) -> Bool {
        first.pointer == second.pointer
    }
}

/// Elements that never change, for those who read them in every pick: nothing is retained for it, nothing checked but the
/// index in debug builds.
///
/// A copy is the same memory: whoever made it calls `deallocate` once, when no copy is used any more.
struct FixedBuffer<Element: Sendable>: @unchecked Sendable {
    // Unchecked: nobody writes to it once it is made.
    private let pointer: UnsafeMutablePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        count = elements.count
        pointer = .allocate(capacity: max(1, count))
        pointer.initialize(from: elements, count: count)
    }

    func deallocate() {
        pointer.deinitialize(count: count)
        pointer.deallocate()
    }

    subscript(index: Int) -> Element {
        @inline(__always)
        _read {
            assert(index >= 0 && index < count)
            yield pointer[index]
        }
    }
}
