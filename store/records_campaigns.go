package store

import (
	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
)

type sketchRecord struct {
	Dossier      string   `cbor:"1,keyasint,omitempty"`
	Consultation int      `cbor:"2,keyasint,omitempty"`
	Bands        []uint64 `cbor:"3,keyasint,omitempty"`
}

func toSketch(s consult.Sketch) sketchRecord {
	return sketchRecord{string(s.Consultation.Dossier), s.Consultation.No, s.Bands}
}

func (r sketchRecord) sketch(no consult.CommentNo) consult.Sketch {
	return consult.Sketch{No: no, Consultation: consult.ID{Dossier: dossier.ID(r.Dossier), No: r.Consultation}, Bands: r.Bands}
}

type campaignRecord struct {
	Exact    int `cbor:"1,keyasint,omitempty"`
	Edited   int `cbor:"2,keyasint,omitempty"`
	Answered int `cbor:"3,keyasint,omitempty"`
	Former   int `cbor:"4,keyasint,omitempty"`
}

func toCampaign(c consult.Campaign) campaignRecord {
	return campaignRecord{c.Exact, c.Edited, c.Answered, c.Former}
}

func (r campaignRecord) campaign(id consult.ID, no consult.CampaignNo) consult.Campaign {
	return consult.Campaign{No: no, Consultation: id, Exact: r.Exact, Edited: r.Edited, Answered: r.Answered, Former: r.Former}
}
