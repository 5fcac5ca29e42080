package store

import (
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

type organisationRecord struct {
	Name            string                 `cbor:"1,keyasint,omitempty"`
	Begun           instant                `cbor:"2,keyasint,omitempty"`
	By              string                 `cbor:"3,keyasint,omitempty"`
	Confirmed       instant                `cbor:"4,keyasint,omitempty"`
	ConfirmedBy     string                 `cbor:"5,keyasint,omitempty"`
	Representatives []representativeRecord `cbor:"6,keyasint,omitempty"`
}

type representativeRecord struct {
	Person   string  `cbor:"1,keyasint,omitempty"`
	Email    string  `cbor:"2,keyasint,omitempty"`
	Language string  `cbor:"3,keyasint,omitempty"`
	Since    instant `cbor:"4,keyasint,omitempty"`
	By       string  `cbor:"5,keyasint,omitempty"`
}

func toOrganisation(o people.Organisation) organisationRecord {
	return organisationRecord{
		o.Name, toInstant(o.Begun), string(o.By), toInstant(o.Confirmed), string(o.ConfirmedBy),
		each(o.Representatives, func(r people.Representative) representativeRecord {
			return representativeRecord{string(r.Person), r.Email, string(r.Language), toInstant(r.Since), string(r.By)}
		}),
	}
}

func (r organisationRecord) organisation(code string) people.Organisation {
	return people.Organisation{
		Code: code, Name: r.Name, Begun: r.Begun.time(), By: people.ID(r.By),
		Confirmed: r.Confirmed.time(), ConfirmedBy: people.ID(r.ConfirmedBy),
		Representatives: each(r.Representatives, func(r representativeRecord) people.Representative {
			return people.Representative{
				Person: people.ID(r.Person), Email: r.Email, Language: lang.Tag(r.Language), Since: r.Since.time(), By: people.ID(r.By),
			}
		}),
	}
}

type invitationRecord struct {
	Organisation string  `cbor:"1,keyasint,omitempty"`
	Email        string  `cbor:"2,keyasint,omitempty"`
	Language     string  `cbor:"3,keyasint,omitempty"`
	By           string  `cbor:"4,keyasint,omitempty"`
	Created      instant `cbor:"5,keyasint,omitempty"`
	Expires      instant `cbor:"6,keyasint,omitempty"`
}

func toInvitation(i people.Invitation) invitationRecord {
	return invitationRecord{i.Organisation, i.Email, string(i.Language), string(i.By), toInstant(i.Created), toInstant(i.Expires)}
}

func (r invitationRecord) invitation(token string) people.Invitation {
	return people.Invitation{
		Token: token, Organisation: r.Organisation, Email: r.Email, Language: lang.Tag(r.Language), By: people.ID(r.By),
		Created: r.Created.time(), Expires: r.Expires.time(),
	}
}
