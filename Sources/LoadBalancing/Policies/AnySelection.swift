/// A selection of any policy, as an object: asking it costs one call by its table and copies nothing, which a value of type
/// `any EndpointSelection` would be for each pick.
class AnySelection: @unchecked Sendable {
    // Unchecked, as a class with subclasses has to be: both are immutable, and the one subclass holds a Sendable value.
    fileprivate init() {}

    func select(_ request: inout SelectionRequest) -> Int? { nil }

    /// What a policy made, for its next one to be made from.
    var base: any EndpointSelection { preconditionFailure("overridden") }

    static func erasing(_ selection: some EndpointSelection) -> AnySelection {
        SelectionBox(selection)
    }
}

private final class SelectionBox<Selection: EndpointSelection>: AnySelection, @unchecked Sendable {
    private let selection: Selection

    init(_ selection: Selection) {
        self.selection = selection
    }

    override func select(_ request: inout SelectionRequest) -> Int? {
        selection.select(&request)
    }

    override var base: any EndpointSelection { selection }
}
