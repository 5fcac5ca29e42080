package intake

import (
	"strings"

	"github.com/eelnou/eelnou/internal/dossier"
)

// actKind tells the kind of a dossier from the rank of the act and who gave it.
func actKind(rank, authority string) dossier.Kind {
	authority = strings.ToLower(authority)
	switch strings.ToLower(rank) {
	case "seadus", "seadustik", "põhiseadus":
		return dossier.Bill
	case "maarus", "määrus":
		return regulationKind(authority)
	case "korraldus":
		return dossier.GovernmentOrder
	case "otsus":
		if authority == "riigikogu" {
			return dossier.RiigikoguResolution
		}
	case "seadlus":
		return dossier.Decree
	case "välisleping":
		return dossier.Treaty
	}
	return dossier.Other
}

func regulationKind(authority string) dossier.Kind {
	switch {
	case authority == "vabariigi valitsus":
		return dossier.GovernmentRegulation
	case strings.HasSuffix(authority, "minister"):
		return dossier.MinisterRegulation
	case strings.HasSuffix(authority, "volikogu"), strings.HasSuffix(authority, "linnavalitsus"), strings.HasSuffix(authority, "vallavalitsus"):
		return dossier.LocalRegulation
	}
	return dossier.Other
}

// eisKinds translates the kinds of the eelnõude infosüsteem. An intent is the
// first stage of a bill.
var eisKinds = map[string]dossier.Kind{
	"Bill": dossier.Bill, "AmendmentBill": dossier.Bill, "DraftIntent": dossier.Bill,
	"GovernmentRegulation": dossier.GovernmentRegulation, "GovernmentOrder": dossier.GovernmentOrder,
	"MinisterialRegulation": dossier.MinisterRegulation, "ActionPlan": dossier.DevelopmentPlan,
	"EUPosition": dossier.EUMatter,
}

func eisKind(kind, series string) dossier.Kind {
	if strings.Contains(series, ".") { // a policy code of the European Union
		return dossier.EUMatter
	}
	if k, ok := eisKinds[kind]; ok {
		return k
	}
	return dossier.Other
}
