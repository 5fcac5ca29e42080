package query

import (
	"slices"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/search"
)

// offices are the institutions of the register, as a search knows them on a day.
type offices struct {
	day   clock.Date
	known *search.Offices
}

// OfficeRead is an institution that a search was understood to name.
type OfficeRead struct {
	Name
	Former []Name // whose things are found too, because they became it
	Now    []Name // what it has become
}

// officeNames returns the institutions that a search may name, by all their names. A
// former one stands for what it has become too.
func (c *catalogue) officeNames(today clock.Date) *search.Offices {
	if kept := c.offices.Load(); kept != nil && kept.day == today {
		return kept.known
	}
	register := c.institutions()
	list := make([]search.Office, 0, len(register))
	for _, i := range register {
		one := search.Office{Code: string(i.Code)}
		for _, code := range meantBy(register, i.Code, today) {
			one.Codes = append(one.Codes, string(code))
		}
		for _, tag := range lang.All {
			if text := only(i.Name, tag); text != "" {
				one.Names = append(one.Names, text)
			}
		}
		list = append(list, one)
	}
	made := &offices{day: today, known: search.NewOffices(list)}
	c.offices.Store(made)
	return made.known
}

// meantBy lists whose things somebody looks for who names an institution: its own,
// those of its predecessors and of what it has become.
func meantBy(register people.Register, code people.Code, today clock.Date) []people.Code {
	codes := register.Lineage(code)
	for _, heir := range register.Heirs(code, today) {
		for _, one := range register.Lineage(heir) {
			if !slices.Contains(codes, one) {
				codes = append(codes, one)
			}
		}
	}
	return codes
}

// officesRead names the institutions that a search was understood to name.
func officesRead(register people.Register, today clock.Date, read search.Reading) (list []OfficeRead) {
	for _, written := range read.Offices {
		code := people.Code(written)
		one := OfficeRead{Name: name(register, code)}
		for _, before := range register.Lineage(code)[1:] {
			one.Former = append(one.Former, name(register, before))
		}
		for _, heir := range register.Heirs(code, today) {
			if heir != code {
				one.Now = append(one.Now, name(register, heir))
			}
		}
		list = append(list, one)
	}
	return list
}
