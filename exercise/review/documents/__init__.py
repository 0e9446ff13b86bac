"""The report as documents: one order of blocks for Markdown, Word and PDF; one set of sheets for workbooks."""
