import Foundation
import PlacementReports
import Testing

@Suite("A report is written")
struct RendererTests {
    @Test("as text with aligned columns, groups above their rows, details and control characters left out")
    func text() {
        let expected = """
            A report
            ========

            machine  tab here
            keys     1,000,000

            What *moved* means.

            First
            -----
            Some prose.

              name             moved        moved      load     time
                                keys      of keys  max/mean
              ---------------  -----  -----------  --------  -------
            a change
              a|b              1,234  12.5 ±6.3 %      1.00  1.50 ms
              say "hi", twice      0            –         –    40 ns

            Second
            ------

              name        other
              ----------  -----
            another
              line break     -5

            Summary
            -------
            All is well.

            """
        #expect(ReportFormat.text.render(.sample) == expected)
    }

    @Test("as Markdown with pipe tables, in which nothing of the text is taken for markup")
    func markdown() {
        let expected = """
            # A report

            - **machine**: tab\there
            - **keys**: 1,000,000

            What \\*moved\\* means.

            ## First

            Some prose.

            | what | name | moved, keys | moved, of keys | load, max/mean | time |
            | :-- | :-- | --: | --: | --: | --: |
            | a change | a\\|b | 1,234 | 12.5 ±6.3 % | 1.00 | 1.50 ms |
            |  | say "hi", twice | 0 | – | – | 40 ns |

            ## Second

            | what | name | other |
            | :-- | :-- | --: |
            | another | line break | -5 |

            ## Summary

            All is well.

            """
        #expect(ReportFormat.markdown.render(.sample) == expected)
    }

    @Test("as one CSV table with all digits, empty where a section has no such column")
    func csv() {
        let expected = [
            "section,nodes,what,name,moved_keys,moved_share,moved_share_error,load,time_seconds,hidden,other",
            "First,10,a change,a|b,1234,0.125,0.0625,1.005,0.0015,0.1,",
            "First,10,a change,\"say \"\"hi\"\", twice\",0,,,,4e-08,,",
            "Second,100,another,\"line\r\nbreak\",,,,,,,-5",
        ]
        #expect(ReportFormat.csv.render(.sample) == expected.map { $0 + "\r\n" }.joined())
    }

    @Test("as JSON with all digits, null for what is not there")
    func json() {
        let expected = """
            {
              "title": "A report",
              "header": {"machine": "tab\\there", "keys": 1000000},
              "introduction": ["What *moved* means."],
              "sections": [
                {
                  "title": "First",
                  "prose": "Some prose.",
                  "facts": {"nodes": 10},
                  "columns": [
                    {"key": "what", "name": "what", "unit": "", "kind": "text"},
                    {"key": "name", "name": "name", "unit": "", "kind": "text"},
                    {"key": "moved_keys", "name": "moved", "unit": "keys", "kind": "integer"},
                    {"key": "moved_share", "name": "moved", "unit": "of keys", "kind": "share"},
                    {"key": "load", "name": "load", "unit": "max/mean", "kind": "real"},
                    {"key": "time_seconds", "name": "time", "unit": "", "kind": "duration"},
                    {"key": "hidden", "name": "hidden", "unit": "", "kind": "real"}
                  ],
                  "rows": [
                    {"what": "a change", "name": "a|b", "moved_keys": 1234, "moved_share": 0.125, \
            "moved_share_error": 0.0625, "load": 1.005, "time_seconds": 0.0015, "hidden": 0.1},
                    {"what": "a change", "name": "say \\"hi\\", twice", "moved_keys": 0, "moved_share": null, \
            "moved_share_error": null, "load": null, "time_seconds": 4e-08, "hidden": null}
                  ]
                },
                {
                  "title": "Second",
                  "prose": "",
                  "facts": {"nodes": 100},
                  "columns": [
                    {"key": "what", "name": "what", "unit": "", "kind": "text"},
                    {"key": "name", "name": "name", "unit": "", "kind": "text"},
                    {"key": "other", "name": "other", "unit": "", "kind": "integer"}
                  ],
                  "rows": [
                    {"what": "another", "name": "line\\r\\nbreak", "other": -5}
                  ]
                }
              ],
              "summary": {
                "title": "Summary",
                "prose": "All is well.",
                "facts": {},
                "columns": [],
                "rows": []
              }
            }

            """
        #expect(ReportFormat.json.render(.sample) == expected)
    }

    @Test("as JSON that reads back as the same text, whatever characters are in it")
    func jsonReadsBack() throws {
        let nasty = String(String.UnicodeScalarView((0..<0x180).compactMap(Unicode.Scalar.init))) + "\u{2028}🙂é\"\\/"
        let written = ReportFormat.json.render(Report(title: nasty))
        let read = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: Any]
        let title = try #require(read?["title"] as? String)
        #expect(Array(title.unicodeScalars) == Array(nasty.unicodeScalars))
    }

    @Test("with no section, header or summary at all", arguments: ReportFormat.allCases)
    func empty(format: ReportFormat) {
        let expected: [ReportFormat: String] = [
            .text: "Nothing\n=======\n",
            .markdown: "# Nothing\n",
            .csv: "section\r\n",
            .json: """
            {
              "title": "Nothing",
              "header": {},
              "introduction": [],
              "sections": [],
              "summary": null
            }

            """,
        ]
        #expect(format.render(Report(title: "Nothing")) == expected[format])
    }

    @Test("with prose broken between words before it gets too wide")
    func longProse() {
        let words = Array(repeating: "word", count: 100).joined(separator: " ")
        let lines = ReportFormat.text.render(Report(title: "T", introduction: [words])).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 116 })
        #expect(lines.dropFirst(2).joined(separator: " ") == words)
    }
}
