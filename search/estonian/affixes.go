package estonian

import "strings"

// Endings of derivation look like words of their own when a compound is looked
// for: külalistega is no list of a village. Each stands with the case endings
// or the verb endings.
var (
	nounAffixes = setOf(`
lane lase las lasi aja line lise lis lisi mine mise mis misi lik liku likku like likke lisus lisuse nik niku nikku nikke stik tik stiku tiku stikku
tikku stikke tikke ik iku ikku ikke k ku kku kke ek eku ekku kas ka kka kkai em ema emai im ima imai aim aima us use usi usse tus tuse tusi dus duse
dusi mus muse musi vus vuse vusi lus luse lusi rus ruse rusi sus suse susi nus nuse nusi is ise isi ne se si sse sa tu tui matu matui ja jai ajai kond
konna kondi kondlik kondliku loog loogi loogia loogilis loogilise loogiline graaf graafi graafia graafilis graafiline ism ismi ist isti isk iski ur
uri uur uuri ar ari eer eeri sioon siooni tsioon tsiooni eerimine eerimis eerimise eerija aalne aalse iivne iivse ant andi ent endi aat aadi eet eedi
iit iidi iki ika iline ilise ilis istlik istliku istika istik istiku ndus nduse ndusi ndamine ndamise ndamis ldamine ldamise stamine stamise stamis
tamine tamise tamis damine damise damis umine umise umis nemine nemise nemis tumine tumise tumis dumine dumise imine imise imis amine amise amis emine
emise eta eda ak aku et edi il ili tav tava tavai dav dava v va vai uv uva ev eva iv iva tud dud nud ts tsi tse ke kese kesi kene mik miku mikku mikke
mi m mu ma el eli ki s st kal kali kalis kalise kaline tane tase endus enduse endamis endamise i letu etu itu utu atu gili giline gilis gilise tekas
teka tika ttika tikas rik riku rikut stus stuse stusi stumine stumise stumis de te likkus likkuse ling lingu lingi kam kama kamai sam sama samai kes
dik diku id idi mike nike tike
`)
	verbAffixes = setOf(`
ta da sta enda lda nda nde nu tu du u stu sti ndu ni ne ri ra re le li el al eeri i itse ise bi gi gu gune pi
`)

	nounAffixEndings = setOf(`t d s st l le lt ks ga ni na ta sse id sid te tel tele telt tes test tesse teks tega teni tena teta
de del dele delt des dest desse deks dega deni dena deta il ile ilt is ist isse iks e i u`)
	verbAffixEndings = setOf(`ma mata mast mas maks da des b n d me te vad s sin sid sime ks ksin ksid nud nuks takse ti tud taks tuks tagu tavat
tama gu ge ku v va vad vat vate tav tava tavad tavate mine mise mist ja jad jate jat ta tus tuse tust tusi tuses matu matus matuse matust matut tatu tatud tatuna`)
)

// ambiguous are words that look like endings of derivation.
var ambiguous = setOf(`
ema emas emast emal emale emalt emaga emad emade aja ajas ajast ajal ajale ajalt ajaga ajaks ajad ajani ajata ajana uks akna kast kaste tiku tikus
tikust tikuga sae sai kana kuu kass kassid siga siil uss ussid rada raja rajad maal nuku aku akus akud akuga akuks leti usu ilu ida kile rida kasu ime
kai tuge nime nimed nimes nimest nimel nimele nimelt nimega nimeks kilest kiled sina mina elu elus arst urni sita siid tule kase matus graaf graafi
kondi iste sedel
`)

// longestAffixed is the length of the longest part that can be an ending of
// derivation, in bytes.
const longestAffixed = 20

// affixed reports whether a part is an ending of derivation, inflected, and no
// word of its own.
func affixed(part string) bool {
	if strings.HasPrefix(part, "eeri") {
		return true
	}
	if len(part) > longestAffixed || ambiguous[part] {
		return false
	}
	for at := 1; at <= len(part); at++ {
		stem, ending := part[:at], part[at:]
		if nounAffixes[stem] && (ending == "" || nounAffixEndings[ending]) || verbAffixes[stem] && verbAffixEndings[ending] {
			return true
		}
	}
	return false
}
