// Package questions holds the questions that users put to the graph of England: one operation each, as
// a text file with its plan and its answer on published data. Its tests run under the build tag
// `national`. They compare every answer with one that is computed from the files alone; what computes
// it must not import ods, ingest, reference or day.
package questions
