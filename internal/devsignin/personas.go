package devsignin

import (
	"github.com/eelnou/eelnou/internal/lang"
	"github.com/eelnou/eelnou/internal/people"
)

// Persona is an invented person to sign in as. The first personal code is TARA's own
// for tests; the others have a thirteenth month and cannot be anybody's.
type Persona struct {
	Key          string // in addresses of the provider and in tests
	Subject      string
	Given        string
	Family       string
	Email        string
	Institution  people.Code
	Organisation string // registry code
	OrgName      string
	Roles        []people.Role
	What         lang.Text // what one can try as this person
}

// Name is the persona's full name.
func (p Persona) Name() string { return p.Given + " " + p.Family }

// Personas are the persons one can sign in as, in the order offered.
var Personas = []Persona{
	{
		Key: "citizen", Subject: "EE60001019906", Given: "Mari", Family: "Maasikas", Email: "mari.maasikas@example.ee",
		What: lang.Text{Et: "Kodanik: avaldab arvamusi ja jälgib, mis neist sai", En: "Citizen: comments and follows what becomes of the comments", Ru: "Гражданка: высказывается и следит за своими мнениями"},
	},
	{
		Key: "citizen2", Subject: "EE39913019992", Given: "Jaan", Family: "Jõesaar", Email: "jaan.joesaar@example.ee",
		What: lang.Text{Et: "Teine kodanik", En: "Another citizen", Ru: "Другой гражданин"},
	},
	{
		Key: "ngo", Subject: "EE48013019990", Given: "Liis", Family: "Lepik", Email: "liis.lepik@rohekoda.example",
		Organisation: "80099001", OrgName: "Rohelise Ruumi Koda",
		What: lang.Text{Et: "Ühenduse esindaja: esitab arvamusi Rohelise Ruumi Koja nimel", En: "Representative of an association: comments for Rohelise Ruumi Koda", Ru: "Представитель объединения: подаёт мнения от имени Rohelise Ruumi Koda"},
	},
	{
		Key: "ngo2", Subject: "EE38113019997", Given: "Karl", Family: "Kuusik", Email: "karl.kuusik@tarbijad.example",
		Organisation: "80900048", OrgName: "Tarbijate Hääl MTÜ",
		What: lang.Text{Et: "Teise ühenduse esindaja: kirjutab alla ühisarvamustele", En: "Representative of another association: signs joint opinions", Ru: "Представитель другого объединения: подписывает совместные мнения"},
	},
	{
		Key: "official-jdm", Subject: "EE38013019991", Given: "Andres", Family: "Ametnik", Email: "andres.ametnik@jdm.example",
		Institution: "JDM", Roles: []people.Role{people.Official},
		What: lang.Text{Et: "Justiits- ja Digiministeeriumi ametnik: koostab ja avaldab eelnõusid, vastab arvamustele", En: "Official of the Ministry of Justice and Digital Affairs: drafts, publishes, responds", Ru: "Чиновник Министерства юстиции и цифровых технологий: готовит и публикует проекты, отвечает на мнения"},
	},
	{
		Key: "official-klim", Subject: "EE47013019993", Given: "Kadri", Family: "Kask", Email: "kadri.kask@klim.example",
		Institution: "KLIM", Roles: []people.Role{people.Official},
		What: lang.Text{Et: "Kliimaministeeriumi ametnik: sama teises asutuses", En: "Official of the Ministry of Climate: the same in another institution", Ru: "Чиновница Министерства климата: то же в другом учреждении"},
	},
	{
		Key: "coordinator", Subject: "EE37013019994", Given: "Toomas", Family: "Tamm", Email: "toomas.tamm@jdm.example",
		Institution: "JDM", Roles: []people.Role{people.Coordinator},
		What: lang.Text{Et: "Justiits- ja Digiministeeriumi koordinaator", En: "Coordinator of the Ministry of Justice and Digital Affairs", Ru: "Координатор Министерства юстиции и цифровых технологий"},
	},
	{
		Key: "moderator", Subject: "EE46013019995", Given: "Olga", Family: "Orlova", Email: "olga.orlova@example.ee",
		Roles: []people.Role{people.Moderator},
		What:  lang.Text{Et: "Moderaator: jätab reegleid rikkuva arvamuse avaldamata ja avaldab põhjuse", En: "Moderator: withholds what breaks the rules, with a public reason", Ru: "Модератор: скрывает нарушающее правила с публичным объяснением"},
	},
	{
		Key: "administrator", Subject: "EE36013019996", Given: "Peeter", Family: "Põld", Email: "peeter.pold@example.ee",
		Roles: []people.Role{people.Administrator},
		What:  lang.Text{Et: "Haldur: peab asutuste ja inimeste registrit", En: "Administrator: keeps the registers of institutions and people", Ru: "Администратор: ведёт реестры учреждений и людей"},
	},
}

// BySubject returns the persona with a subject and whether there is one.
func BySubject(subject string) (Persona, bool) {
	return find(func(p Persona) bool { return p.Subject == subject })
}

// ByKey returns the persona with a key and whether there is one.
func ByKey(key string) (Persona, bool) {
	return find(func(p Persona) bool { return p.Key == key })
}

func find(is func(Persona) bool) (Persona, bool) {
	for _, p := range Personas {
		if is(p) {
			return p, true
		}
	}
	return Persona{}, false
}
