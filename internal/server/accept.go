package server

import (
	"mime"
	"strconv"
	"strings"
)

// The media types of an answer.
const (
	mediaJSON     = "application/json"
	mediaResponse = "application/graphql-response+json"
)

// negotiate chooses the media type that the headers Accept ask for; where they take neither, it says
// so, and the type is JSON all the same, for the answer that tells them. JSON is for clients that name
// no type, as the specification asks while there are clients from before it.
func negotiate(accept []string) (media string, ok bool) {
	ranges := acceptRanges(accept)
	if len(ranges) == 0 {
		return mediaJSON, true
	}
	asJSON, asResponse := best(ranges, mediaJSON), best(ranges, mediaResponse)
	switch {
	case asJSON.quality == 0 && asResponse.quality == 0:
		return mediaJSON, false
	case asResponse.quality > asJSON.quality:
		return mediaResponse, true
	case asResponse.quality < asJSON.quality || asResponse.media != mediaResponse:
		return mediaJSON, true
	default: // named, and liked as much
		return mediaResponse, true
	}
}

type acceptRange struct {
	media   string
	quality float64
}

// best returns the most specific range that holds a media type of application; quality 0 where none does.
func best(ranges []acceptRange, media string) acceptRange {
	for _, pattern := range []string{media, "application/*", "*/*"} {
		for _, r := range ranges {
			if r.media == pattern {
				return r
			}
		}
	}
	return acceptRange{}
}

// acceptRanges reads the ranges of all headers. What is no range, or wants another encoding than UTF-8,
// is left with quality 0: it is there, and nothing fits it.
func acceptRanges(accept []string) []acceptRange {
	var ranges []acceptRange
	for text := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		if strings.TrimSpace(text) == "" {
			continue
		}
		media, parameters, err := mime.ParseMediaType(text)
		r := acceptRange{media, 1}
		if q, has := parameters["q"]; has {
			if r.quality, err = strconv.ParseFloat(q, 64); err != nil {
				r.quality = 0
			}
		}
		if err != nil || !isUTF8(parameters) {
			r.quality = 0
		}
		ranges = append(ranges, r)
	}
	return ranges
}

// isUTF8 says whether the parameters of a media type leave the text in UTF-8.
func isUTF8(parameters map[string]string) bool {
	charset, has := parameters["charset"]
	return !has || strings.EqualFold(charset, "utf-8") || strings.EqualFold(charset, "utf8")
}
