package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/eelnou/eelnou/internal/action"
	"github.com/eelnou/eelnou/internal/people"
	"github.com/eelnou/eelnou/store"
)

type userCommand struct {
	List userListCommand `cmd:"" help:"List the people known to the service."`
	Set  userSetCommand  `cmd:"" help:"Record where somebody serves and what they may do."`
}

// operator is whoever may run commands on the data folder.
var operator = people.Person{ID: "operator", Name: "operator", Roles: []people.Role{people.Administrator}}

type userListCommand struct{}

// Run lists people; they appear once they have signed in.
func (userListCommand) Run(s *session) error {
	st, err := openExisting(s)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	err = st.View(s, func(tx *store.Tx) error {
		return tx.EachPerson(func(p people.Person) error {
			state := ""
			if p.Disabled {
				state = "disabled"
			}
			list, err := tx.OrganisationsOf(p.ID)
			if err != nil {
				return err
			}
			names := make([]string, len(list))
			for i, o := range list {
				names[i] = o.Name
			}
			_, err = fmt.Fprintf(w, "%s\t%s\t%s\t%v\t%s\t%s\n", p.ID, p.Name, p.Institution, p.Roles, strings.Join(names, ", "), state)
			return err
		})
	})
	return errors.Join(err, w.Flush(), st.Close())
}

type userSetCommand struct {
	Person       string   `arg:"" help:"The person, as the list names them."`
	Institution  string   `help:"Code of the institution they serve."`
	Role         []string `help:"official, coordinator, moderator or administrator; may be repeated."`
	Organisation string   `help:"Registry code of an organisation they represent from now on."`
	Name         string   `help:"Name of that organisation, when the register has none yet."`
	Disabled     bool     `help:"Take all access away and end their sessions."`
}

// Run records it. A role or institution that is not said is taken away; whom they
// represent is ended by the organisation itself.
func (c userSetCommand) Run(s *session) error {
	st, err := openExisting(s)
	if err != nil {
		return err
	}
	req := action.KeepPerson{
		Person: people.ID(c.Person), Institution: people.Code(c.Institution),
		Organisation: c.Organisation, OrgName: c.Name, Disabled: c.Disabled,
	}
	for _, role := range c.Role {
		req.Roles = append(req.Roles, people.Role(role))
	}
	err = action.New(st, s.clock, action.Settings{}).KeepPerson(s, operator, req)
	return errors.Join(err, st.Close())
}
