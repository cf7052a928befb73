package ods

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// unpackedLimit is what the parts of a workbook may unpack to, all together. It is ten times what
// the largest published workbook needs, and keeps an archive that was made to swell out of memory.
const unpackedLimit = 64 << 20

// xlsx is an Office Open XML workbook, as far as its rows of text go. Unlike general readers it is
// strict: XML that breaks off is an error, never a shorter sheet.
type xlsx struct {
	archive  *zip.Reader
	texts    []string // shared by all sheets
	sheets   []*sheet
	from1904 bool
}

// sheet is a sheet of a workbook. Err says, after its rows were read, what kept them from being read to the end.
type sheet struct {
	name string
	err  error

	book *xlsx
	part string
}

// relation is a link from one part of a workbook to another.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
}

// openXLSX reads what the sheets share. It fails with errNoWorkbook where the archive holds something else.
func openXLSX(raw []byte) (*xlsx, error) {
	archive, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return nil, err
	}
	unpacked := uint64(0)
	for _, part := range archive.File {
		if unpacked += part.UncompressedSize64; part.UncompressedSize64 > unpackedLimit || unpacked > unpackedLimit {
			return nil, fmt.Errorf("it would unpack to more than %d MB", unpackedLimit>>20)
		}
	}
	b := &xlsx{archive: archive}
	top, err := b.relations("")
	if err != nil {
		return nil, err
	}
	for _, r := range top {
		if path.Base(r.Type) == "officeDocument" {
			return b, b.readWorkbook(r.Target)
		}
	}
	return nil, errNoWorkbook
}

var errNoWorkbook = errors.New("the archive is no workbook")

// decode reads a part.
func (b *xlsx) decode(part string, into any) error {
	content, err := fs.ReadFile(b.archive, part)
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(content, into); err != nil {
		return fmt.Errorf("%s: %w", part, err)
	}
	return nil
}

// relations are the links of a part, with their targets as names of parts; those of "" are the archive's own.
func (b *xlsx) relations(part string) ([]relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	var list struct {
		Relationship []relation
	}
	err := b.decode(name, &list)
	if part == "" && errors.Is(err, fs.ErrNotExist) {
		return nil, errNoWorkbook
	}
	if err != nil {
		return nil, err
	}
	for i, r := range list.Relationship {
		if !strings.HasPrefix(r.Target, "/") {
			r.Target = dir + r.Target
		}
		list.Relationship[i].Target = strings.TrimPrefix(path.Clean(r.Target), "/")
	}
	return list.Relationship, nil
}

func (b *xlsx) readWorkbook(part string) error {
	var content struct {
		Properties struct {
			From1904 bool `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := b.decode(part, &content); err != nil {
		return err
	}
	links, err := b.relations(part)
	if err != nil {
		return err
	}
	b.from1904 = content.Properties.From1904
	parts := map[string]string{}
	for _, r := range links {
		parts[r.ID] = r.Target
		if path.Base(r.Type) == "sharedStrings" {
			if err := b.readTexts(r.Target); err != nil {
				return err
			}
		}
	}
	for _, s := range content.Sheets {
		b.sheets = append(b.sheets, &sheet{name: s.Name, book: b, part: parts[s.ID]})
	}
	return nil
}

// richText is a text of one style, or of several.
type richText struct {
	T    string `xml:"t"`
	Runs []struct {
		T string `xml:"t"`
	} `xml:"r"`
}

func (t richText) String() string {
	for _, r := range t.Runs {
		t.T += r.T
	}
	return t.T
}

// readTexts reads the texts that sheets share, one at a time: as one value they would need much memory.
func (b *xlsx) readTexts(part string) error {
	content, err := fs.ReadFile(b.archive, part)
	if err != nil {
		return err
	}
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "si" {
			var t richText
			err = d.DecodeElement(&t, &start)
			b.texts = append(b.texts, t.String())
		}
		if err != nil {
			return fmt.Errorf("%s: %w", part, err)
		}
	}
}
