/// Which version of swift-sharding this is.
public enum PackageVersion {
    /// The newest version of the change log, released or about to be: `major.minor.patch`.
    public static let current = "0.1.0"
}
