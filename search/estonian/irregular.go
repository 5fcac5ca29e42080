package estonian

import "strings"

// Stems of irregular words, one word a line: its key, then every stem that its
// endings are put on. Nouns are also found as the last part of a compound.
const irregularNouns = `
aeg aja aega aegu aigu
tuba toa tube tuppa
luba loa lube
sõda sõja sõdu
rada raja radu
koda koja kodasid
sada saja sadu
pada paja
viga vea vigu
iga ea
siga sea sigu
jõgi jõe jõge
mägi mäe mäge
vägi väe väge
nägu näo nägusid näkku
tegu teo tegusid
lugu loo lugusid lukku
magu mao makku
laud laua laudu
pood poe poodi poode
jalg jala jalga jalgu jalge jalu
selg selja selga selgi
külg külje külge külgi
nälg nälja nälga
jälg jälje jälgi jälge
järg järje järge
kurg kure kurge
org oru orgu
võlg võla võlga võlgu
õlg õla õlga õlgu
käsi käe kätt käte käsi kätte
vesi vee vett vete vette
mesi mee mett
tõsi tõe tõtt
uus uue uut uute uusi
kuus kuue kuut
viis viie viit
kaks kahe kaht kahte
üks ühe üht ühte ühi
mees mehe meest meeste mehi
kohus kohtu kohut
kallas kalda kallast
hammas hamba hammast
varas varga varast
kiri kirja kirju
asi asja asju
sari sarja sarju
kari karja karju
kuri kurja
ori orja
vili vilja
vari varju
nali nalja
velg velje
pea päid
hea häid hää
töö töid
maa maid
puu puid
tee teid
öö öid
soo soid
kuu kuid
uni une und
käsk käsu käsku käske
usk usu usku
jõud jõu jõudu jõude
lumi lume lund
tuli tule tuld
meri mere merd meres
veri vere verd
keel keele keelt keeli
mõte mõtte mõttei
ase aseme aset
süda südame südant
väike väikse väikese väikest väikesi väikeste
õde õe
poeg poja poega poegi
tarve tarbe tarvet tarbei
hind hinna hinda hindu
sild silla silda sildu
häda häda
soe sooja
hoog hoo hoogu
roog roa rooga
haud haua hauda
oht ohu ohtu ohte
raud raua rauda
nõu nõud
pind pinna pinda pindu
au au
reis reisi
tütar tütre tütart
vaba vaba
püha püha
suhe suhte suhet suhtei
tihe tiheda
sadam sadama
ilm ilma
hein heina
lõpp lõpu lõppu
samm sammu
säte sätte sätet sättei
kate katte katet
vahe vahe
mägi mäe
rahu rahu
kood koodi
leid leiu leidu
hoid hoiu hoidu
nõue nõude nõuet
koht koha kohta kohti
liige liikme liiget
võti võtme võtit
seade seadme seadet
meede meetme meedet
toode toote toodet
hoone hoone
rajatis rajatise
ehitis ehitise
ohver ohvri ohvrit
arve arve
rida rea ridu
tugi toe tuge
nuga noa nuge
ladu lao
madu mao
pidu peo pidusid
sadu saju
jagu jao jakku
sugu soo sugusid sukku
tigu teo
vagu vao
pragu prao
aed aia aeda aedu
praad prae praadi
lõug lõua lõuga
padi padja patju
põder põdra põtru
kiud kiu kiude
märg märja märga
härg härja härga
pärg pärja pärga
sulg sule sulge
halg halu halge
telg telje telge
ahi ahju
rohi rohu rohtu
tühi tühja
mõni mõne mõnda mõnd mõndasid
süsi söe sütt
kõrs kõrre kõrt
vars varre vart
õis õie õit
täis täie täit täide
reis reie reit
hiis hiie hiit
laps lapse last lapsi
uks ukse ust uksi
kask kase kaske kaski
kuusk kuuse kuuske kuuski
lesk lese leske leski
põsk põse põske põski
küüs küüne küünt küüsi küünte
kaas kaane kaant kaasi
laas laane laant
küünal küünla küünalt
puhas puhta puhast
vaie vaide vaiet
puue puude puuet
riie riide riiet
hüüe hüüde hüüet
käive käibe käivet
hoie hoiu
pööre pöörde pööret
hinne hinde hinnet
tõrge tõrke tõrget
keelu keeld keelde
mõis mõisa
kuningas kuninga kuningat
käigu käik
õnnelik õnneliku
tuul tuule tuult tuuli
ese eseme eset
habe habeme habet
juus juukse juukseid juuste
kartul kartuli kartulit kartuleid
kukal kukla kukalt
suhkur suhkru suhkrut
pipar pipra pipart
poiss poisi poisse poiste
lagi lae lage
saag sae saage
uba oa ube
mood moe moodi moode
kude koe kudet kudesid
regi ree rege
turg turu turgu turge
kirg kire kirge kirgi
arg ara arga argu
sõrg sõra sõrga sõrgu
voog voo voogu vooge
nõid nõia nõida nõidu
luud luua luuda luudi
kuub kuue kuube kuubi
leib leiva leiba leibu
tiib tiiva tiiba tiibu
tõbi tõve tõbe
tõde tõe tõdesid
õlu õlle õlut õllesid
köis köie köit köisi
kosk kose koske koski
sääsk sääse sääske sääski
vask vase vaske vaski
suusk suusa suuska suuski
uisk uisu uisku uiske
laisk laisa laiska laisku
sõit sõidu sõitu sõite
lend lennu lendu lende
hari harja harju
mari marja marju
kuhi kuhja kuhju
puri purje purjesid
põhi põhja
vali valju
iste istme istet
seeme seemne seemet
mähe mähkme mähet
kauss kausi kausse
tund tunni tundi tunde
kand kanna kanda kandu
ahel ahela
sammal sambla sammalt
kämmal kämbla kämmalt
lai laia laiu
äike äikese äikest
osake osakese osakest osakesi osakeste
juhus juhuse juhust
hääl hääle häält hääli
hool hoole hoolt
pool poole poolt pooli
`

// A verb's stems are followed by its endings.
const irregularVerbs = `
tegema tege tee teh tehta tei teg
nägema näge näe näh nähta näi näg
lugema luge loe loet
pidama pida pea peet pid
saama saa sai saad
jääma jää jäi
minema mine läh läk läks läi minna minnes mind
tulema tule tul tull
panema pane pan pann pang
surema sure sur surr
andma and anna ant an anta
võtma võt võta võe võtt võe
jätma jät jäta jäe jätt jäet
hoidma hoid hoia hoit hoi
leidma leid leia leit lei
laskma lask lase las lask
viima vii
tooma too tõi tuu
jooma joo jõi juu
sööma söö sõi süü
lööma löö lõi lüü
looma loo lõi luu
müüma müü
käima käi
nõudma nõud nõua nõut
teadma tead tea teat
püüdma püüd püüa püüt
jõudma jõud jõua jõut
sõitma sõit sõida sõide
katma kat kata kaet katt
matma mat mata maet matt
petma pet peta peet pett
kütma küt küta kött
murdma murd murra murt
siduma sidu seo seot
kaduma kadu kao kaot
sadama sada saja
taotlema taotle taodel
mõtlema mõtle mõtel
ütlema ütle ütel öel
suhtlema suhtle suhel
võitlema võitle võidel
kauplema kauple kaubel
vaidlema vaidle vaiel
rändama rända ränna
meeldima meeldi
ajama aja aje aet
toetama toeta
tundma tund tunne tunn tunt tun
kandma kand kanna kant
mõistma mõist mõista mõiste
hakkama hakka haka
algama alga ala
kuulma kuul
seisma seis seisa
maksma maks maksa makse
laulma laul laula
uskma usk usu
saatma saat saada saade
keetma keet keeda
kaotama kaota
lugema luge
pesema pese pes pest
pugema puge poe
oskama oska osa
käskima käski käsk käsi käse käst
tahtma taht taha tahe tahet
ärama ära är
seadma sead sea seat
heitma heit heid heide
kuduma kudu koo koot
põdema põde põe põet
laadima laadi lae laet
haudma haud haua haut
raiuma raiu
vältima vält väldi
nutma nut nuta nutet
võima või
lendama lenda lenna lend
uurima uuri uur
jooksma jooks joos joost
`

// irregular maps a stem to the keys of its words.
type irregular struct {
	stems   map[string][]string
	longest int
}

func newIrregular(list string) irregular {
	ir := irregular{stems: map[string][]string{}}
	for line := range strings.Lines(list) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		for _, stem := range words {
			ir.longest = max(ir.longest, len(stem))
			if key := "=" + words[0]; len(ir.stems[stem]) == 0 || ir.stems[stem][0] != key {
				ir.stems[stem] = append(ir.stems[stem], key)
			}
		}
	}
	return ir
}

// find returns the keys of the longest irregular stem that a stem is or ends
// in, and what stands before it.
func (ir irregular) find(stem string) (keys []string, prefix string) {
	for from := max(0, len(stem)-ir.longest); from < len(stem); from++ {
		if keys := ir.stems[stem[from:]]; keys != nil {
			return keys, stem[:from]
		}
	}
	return nil, ""
}

var (
	oddNouns = newIrregular(irregularNouns)
	oddVerbs = newIrregular(irregularVerbs)
)
