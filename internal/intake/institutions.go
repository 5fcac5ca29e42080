package intake

import (
	"strings"

	"github.com/eelnou/eelnou/internal/clock"
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// The institutions that imports know by name. Ministries are renamed, so the
// older ones stand beside their successors; a zero date leaves that end open.
var register = people.Register{
	{Code: "RIIGIKOGU", Name: lang.Text{Et: "Riigikogu", En: "Riigikogu", Ru: "Рийгикогу"}},
	{Code: "ÜN", Name: lang.Text{Et: "Ülemnõukogu", En: "Supreme Council", Ru: "Верховный Совет"}, Until: clock.NewDate(1992, 9, 29)},
	{Code: "VV", Name: lang.Text{Et: "Vabariigi Valitsus", En: "Government of the Republic", Ru: "Правительство Республики"}},
	{Code: "EP", Name: lang.Text{Et: "Eesti Pank", En: "Eesti Pank, the central bank", Ru: "Банк Эстонии"}, Address: "https://www.eestipank.ee"},
	{Code: "RK", Name: lang.Text{Et: "Riigikantselei", En: "Government Office", Ru: "Государственная канцелярия"}, Address: "https://www.riigikantselei.ee"},
	{Code: "HTM", Name: lang.Text{Et: "Haridus- ja Teadusministeerium", En: "Ministry of Education and Research", Ru: "Министерство образования и науки"}, Address: "https://www.hm.ee"},
	{Code: "JUM", Name: lang.Text{Et: "Justiitsministeerium", En: "Ministry of Justice", Ru: "Министерство юстиции"}, Until: clock.NewDate(2024, 12, 31)},
	{Code: "JDM", Name: lang.Text{Et: "Justiits- ja Digiministeerium", En: "Ministry of Justice and Digital Affairs", Ru: "Министерство юстиции и цифровых технологий"}, From: clock.NewDate(2025, 1, 1), Predecessors: []people.Code{"JUM"}, Address: "https://www.justdigi.ee"},
	{Code: "KAM", Name: lang.Text{Et: "Kaitseministeerium", En: "Ministry of Defence", Ru: "Министерство обороны"}, Address: "https://www.kaitseministeerium.ee"},
	{Code: "KEM", Name: lang.Text{Et: "Keskkonnaministeerium", En: "Ministry of the Environment", Ru: "Министерство окружающей среды"}, Until: clock.NewDate(2023, 6, 30)},
	{Code: "KLIM", Name: lang.Text{Et: "Kliimaministeerium", En: "Ministry of Climate", Ru: "Министерство климата"}, From: clock.NewDate(2023, 7, 1), Predecessors: []people.Code{"KEM"}, Address: "https://www.kliimaministeerium.ee"},
	{Code: "KUM", Name: lang.Text{Et: "Kultuuriministeerium", En: "Ministry of Culture", Ru: "Министерство культуры"}, Address: "https://www.kul.ee"},
	{Code: "TSM", Name: lang.Text{Et: "Teede- ja Sideministeerium", En: "Ministry of Transport and Communications", Ru: "Министерство дорог и связи"}, Until: clock.NewDate(2002, 9, 30)},
	{Code: "MKM", Name: lang.Text{Et: "Majandus- ja Kommunikatsiooniministeerium", En: "Ministry of Economic Affairs and Communications", Ru: "Министерство экономики и коммуникаций"}, Predecessors: []people.Code{"TSM"}, Address: "https://www.mkm.ee"},
	{Code: "PÕM", Name: lang.Text{Et: "Põllumajandusministeerium", En: "Ministry of Agriculture", Ru: "Министерство сельского хозяйства"}, Until: clock.NewDate(2015, 8, 31)},
	{Code: "MEM", Name: lang.Text{Et: "Maaeluministeerium", En: "Ministry of Rural Affairs", Ru: "Министерство сельской жизни"}, From: clock.NewDate(2015, 9, 1), Until: clock.NewDate(2023, 6, 30), Predecessors: []people.Code{"PÕM"}},
	{Code: "REM", Name: lang.Text{Et: "Regionaal- ja Põllumajandusministeerium", En: "Ministry of Regional Affairs and Agriculture", Ru: "Министерство регионов и сельского хозяйства"}, From: clock.NewDate(2023, 7, 1), Predecessors: []people.Code{"MEM"}, Address: "https://www.agri.ee"},
	{Code: "RAM", Name: lang.Text{Et: "Rahandusministeerium", En: "Ministry of Finance", Ru: "Министерство финансов"}, Address: "https://www.fin.ee"},
	{Code: "SIM", Name: lang.Text{Et: "Siseministeerium", En: "Ministry of the Interior", Ru: "Министерство внутренних дел"}, Address: "https://www.siseministeerium.ee"},
	{Code: "SOM", Name: lang.Text{Et: "Sotsiaalministeerium", En: "Ministry of Social Affairs", Ru: "Министерство социальных дел"}, Address: "https://www.sm.ee"},
	{Code: "VÄM", Name: lang.Text{Et: "Välisministeerium", En: "Ministry of Foreign Affairs", Ru: "Министерство иностранных дел"}, Address: "https://www.vm.ee"},
}

// ministers names the ministry that prepares what a minister gives.
var ministers = map[string]people.Code{
	"haridusminister": "HTM", "haridus- ja teadusminister": "HTM",
	"justiitsminister": "JUM", "justiits- ja digiminister": "JDM",
	"kaitseminister":    "KAM",
	"keskkonnaminister": "KEM", "kliimaminister": "KLIM", "energeetika- ja keskkonnaminister": "KLIM", "taristuminister": "KLIM",
	"kultuuriminister": "KUM",
	"majandusminister": "MKM", "majandus- ja kommunikatsiooniminister": "MKM", "majandus- ja taristuminister": "MKM",
	"majandus- ja infotehnoloogiaminister": "MKM", "majandus- ja tööstusminister": "MKM", "ettevõtlus- ja infotehnoloogiaminister": "MKM",
	"põllumajandusminister": "PÕM", "maaeluminister": "MEM", "regionaalminister": "REM", "regionaal- ja põllumajandusminister": "REM",
	"rahandusminister": "RAM", "riigihalduse minister": "RAM",
	"siseminister":     "SIM",
	"sotsiaalminister": "SOM", "tervise- ja tööminister": "SOM", "terviseminister": "SOM", "sotsiaalkaitseminister": "SOM",
	"eesti panga president": "EP", "teede- ja sideminister": "TSM",
	"välisminister": "VÄM", "riigisekretär": "RK", "peaminister": "RK",
}

// locals are the bodies of towns and rural municipalities.
var locals = []struct{ ending, code, en string }{
	{" linnavolikogu", "LVK", "City Council"},
	{" linnavalitsus", "LV", "City Government"},
	{" vallavolikogu", "VVK", "Rural Municipality Council"},
	{" vallavalitsus", "VV", "Rural Municipality Government"},
}

// Institutions returns the institutions that imports know by name: the
// Riigikogu, the Government, the Government Office and the ministries with
// their predecessors. The caller owns the result.
func Institutions() people.Register { return append(people.Register(nil), register...) }

// giver returns the institution answerable for what the named authority gave.
// An authority that is not known becomes an institution of its own, with a code
// made of its name.
func giver(authority string) people.Institution {
	authority = strings.Join(strings.Fields(authority), " ")
	lower := strings.ToLower(authority)
	if code, ok := minister(lower); ok {
		known, _ := register.Find(code)
		return known
	}
	for _, known := range register {
		if strings.EqualFold(known.Name.Et, authority) {
			return known
		}
	}
	for _, local := range locals {
		if strings.HasSuffix(lower, local.ending) {
			place := authority[:len(authority)-len(local.ending)]
			return people.Institution{
				Code: code(place) + "-" + people.Code(local.code),
				Name: lang.Text{Et: authority, En: nominative(place) + " " + local.en},
			}
		}
	}
	return people.Institution{Code: code(authority), Name: lang.Text{Et: authority}}
}

// minister finds the ministry of a minister, or of the first of several who
// gave something together.
func minister(lower string) (people.Code, bool) {
	if code, ok := ministers[lower]; ok {
		return code, true
	}
	for _, and := range []string{" ja ", " ning "} {
		if first, _, several := strings.Cut(lower, and); several {
			if code, ok := ministers[first]; ok {
				return code, true
			}
		}
	}
	return "", false
}

// nominative undoes the genitive of the one place where the two differ often
// enough to matter.
func nominative(place string) string {
	if place == "Tallinna" {
		return "Tallinn"
	}
	return place
}

// maxCode keeps numbers readable, in characters.
const maxCode = 16

// code makes an institution's code of a name: the name itself in capitals or,
// when it has several words or is long, the beginnings of its words.
func code(name string) people.Code {
	words := strings.Fields(strings.ToUpper(name))
	if len(words) == 1 && len([]rune(words[0])) <= maxCode {
		return people.Code(words[0])
	}
	var b strings.Builder
	for i, word := range words {
		letters := []rune(word)
		take := 1
		if i == 0 {
			take = min(3, len(letters))
		}
		b.WriteString(string(letters[:take]))
	}
	return people.Code(b.String())
}

// byCode returns the institution whose series a number of the eelnõude
// infosüsteem has, with the name its list gives when we do not know it.
func byCode(series, name string) people.Institution {
	if known, ok := register.Find(people.Code(series)); ok {
		return known
	}
	return people.Institution{Code: people.Code(series), Name: lang.Text{Et: name}}
}
