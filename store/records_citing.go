package store

import (
	"github.com/eelnou/eelnou/internal/dossier"
)

type citingRecord struct {
	Revisions int              `cbor:"1,keyasint,omitempty"`
	Citations []citationRecord `cbor:"2,keyasint,omitempty"`
	Stays     []stayRecord     `cbor:"3,keyasint,omitempty"`
}

type citationRecord struct {
	Act         string `cbor:"1,keyasint,omitempty"`
	ActDocument int    `cbor:"2,keyasint,omitempty"`
	Address     string `cbor:"3,keyasint,omitempty"`
	Amends      bool   `cbor:"4,keyasint,omitempty"`
	Provision   uint32 `cbor:"5,keyasint,omitempty"`
	At          string `cbor:"6,keyasint,omitempty"`
	From        int    `cbor:"7,keyasint,omitempty"`
	Until       int    `cbor:"8,keyasint,omitempty"`
	Alone       bool   `cbor:"9,keyasint,omitempty"`
	Whole       bool   `cbor:"10,keyasint,omitempty"`
}

type stayRecord struct {
	Provision uint32 `cbor:"1,keyasint,omitempty"`
	Address   string `cbor:"2,keyasint,omitempty"`
	From      int    `cbor:"3,keyasint,omitempty"`
	Until     int    `cbor:"4,keyasint,omitempty"`
}

type knownActRecord struct {
	Title    string `cbor:"1,keyasint,omitempty"`
	Short    string `cbor:"2,keyasint,omitempty"`
	Document int    `cbor:"3,keyasint,omitempty"`
}

func toCiting(c dossier.Citing) citingRecord {
	return citingRecord{c.Revisions,
		each(c.Citations, toCitation),
		each(c.Stays, func(p dossier.Stay) stayRecord { return stayRecord(p) }),
	}
}

func toCitation(c dossier.Citation) citationRecord {
	return citationRecord{string(c.Act), c.ActDocument, c.Address, c.Amends, c.Provision, c.At, c.From, c.Until, c.Alone, c.Whole}
}

func (r citationRecord) citation() dossier.Citation {
	return dossier.Citation{
		Act: dossier.ID(r.Act), ActDocument: r.ActDocument, Address: r.Address, Amends: r.Amends,
		Provision: r.Provision, At: r.At, From: r.From, Until: r.Until, Alone: r.Alone, Whole: r.Whole,
	}
}

func (r citingRecord) citing(id dossier.ID, doc int) dossier.Citing {
	return dossier.Citing{
		Dossier: id, Document: doc, Revisions: r.Revisions,
		Citations: each(r.Citations, citationRecord.citation),
		Stays:     each(r.Stays, func(p stayRecord) dossier.Stay { return dossier.Stay(p) }),
	}
}

func toKnownAct(a KnownAct) knownActRecord { return knownActRecord{a.Title, a.Short, a.Document} }

func (r knownActRecord) act(id dossier.ID) KnownAct {
	return KnownAct{Dossier: id, Document: r.Document, Title: r.Title, Short: r.Short}
}
