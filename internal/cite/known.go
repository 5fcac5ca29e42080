package cite

import "strings"

// known are laws that everybody names by an abbreviation.
const known = `
AÕS Asjaõigusseadus
AvTS Avaliku teabe seadus
ATS Avaliku teenistuse seadus
AutÕS Autoriõiguse seadus
EhS Ehitusseadustik
HMS Haldusmenetluse seadus
HKMS Halduskohtumenetluse seadustik
IKS Isikuandmete kaitse seadus
JäätS Jäätmeseadus
KarS Karistusseadustik
KMS Käibemaksuseadus
KOKS Kohaliku omavalitsuse korralduse seadus
KorS Korrakaitseseadus
KrMS Kriminaalmenetluse seadustik
LKS Looduskaitseseadus
LS Liiklusseadus
MKS Maksukorralduse seadus
MaaPS Maapõueseadus
PankrS Pankrotiseadus
PKS Perekonnaseadus
PlanS Planeerimisseadus
PS Eesti Vabariigi põhiseadus
PärS Pärimisseadus
RaKS Ravikindlustuse seadus
RPS Raamatupidamise seadus
RHS Riigihangete seadus
RLS Riigilõivuseadus
RTS Riigi Teataja seadus
SHS Sotsiaalhoolekande seadus
TLS Töölepingu seadus
TMS Täitemenetluse seadustik
TuMS Tulumaksuseadus
TsMS Tsiviilkohtumenetluse seadustik
TsÜS Tsiviilseadustiku üldosa seadus
TTOS Töötervishoiu ja tööohutuse seadus
VMS Välismaalaste seadus
VTMS Väärteomenetluse seadustik
VVS Vabariigi Valitsuse seadus
VÕS Võlaõigusseadus
VeeS Veeseadus
ÄS Äriseadustik
`

// Known lists the laws that are generally known by an abbreviation, for names
// that no act in the service carries. Their Key is empty.
func Known() []Act {
	var list []Act
	for line := range strings.Lines(known) {
		if short, title, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			list = append(list, Act{Title: title, Short: short})
		}
	}
	return list
}
