#if Peers
    import ConsistentHashing

    extension RawSpan {
        /// The 32-bit little-endian word at `offset`, which the caller knows to be in range.
        @inline(__always)
        func word32(at offset: Int) -> UInt32 {
            assert(offset >= 0 && offset + 4 <= byteCount)
            return unsafe UInt32(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
        }

        /// The 64-bit little-endian word at `offset`, which the caller knows to be in range.
        @inline(__always)
        func word64(at offset: Int) -> UInt64 {
            assert(offset >= 0 && offset + 8 <= byteCount)
            return unsafe UInt64(littleEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
        }

        /// The byte at `offset` as a C `char` on x86-64 widened to 32 bits: from 0x80 on, it enters as itself − 256.
        @inline(__always)
        func signedByte(at offset: Int) -> UInt32 {
            UInt32(truncatingIfNeeded: Int8(bitPattern: byte(at: offset)))
        }
    }

    /// A table of constants that lives as long as the process, so that a lookup in it retains and checks nothing.
    ///
    /// The index must be below the number of constants: all callers take it from as many bits.
    struct ConstantTable<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
        private let base: UnsafePointer<Element>

        init(_ elements: [Element]) {
            let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
            _ = unsafe memory.initialize(from: elements)
            // Allocated just above, so there is a base.
            unsafe base = UnsafePointer(memory.baseAddress!)
        }

        @inline(__always)
        subscript(index: Int) -> Element { unsafe base[index] }
    }
#endif
