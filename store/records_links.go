package store

import (
	"github.com/eelnou/eelnou/internal/dossier"
	"github.com/eelnou/eelnou/internal/people"
)

type linksRecord struct {
	Version     int                `cbor:"1,keyasint,omitempty"`
	Corrections []correctionRecord `cbor:"2,keyasint,omitempty"`
}

type correctionRecord struct {
	Revision   int      `cbor:"1,keyasint,omitempty"`
	Old        string   `cbor:"2,keyasint,omitempty"`
	New        string   `cbor:"3,keyasint,omitempty"`
	Provisions []uint32 `cbor:"4,keyasint,omitempty"`
	By         string   `cbor:"5,keyasint,omitempty"`
	At         instant  `cbor:"6,keyasint,omitempty"`
}

func toLinks(l dossier.Links) linksRecord {
	return linksRecord{l.Version, each(l.Corrections, func(c dossier.Correction) correctionRecord {
		return correctionRecord{c.Revision, c.Old, c.New, c.Provisions, string(c.By), toInstant(c.At)}
	})}
}

func (r linksRecord) links(id dossier.ID, doc int) dossier.Links {
	return dossier.Links{Dossier: id, Document: doc, Version: r.Version,
		Corrections: each(r.Corrections, func(c correctionRecord) dossier.Correction {
			return dossier.Correction{
				Revision: c.Revision, Old: c.Old, New: c.New, Provisions: c.Provisions, By: people.ID(c.By), At: c.At.time(),
			}
		})}
}
