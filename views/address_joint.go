package views

import (
	"net/url"
	"strconv"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/internal/dossier"
)

// NewJoint asks for whom and in which consultation to begin a joint opinion; a
// zero consultation is chosen on the page.
func (to To) NewJoint(id consult.ID) string {
	if id.No == 0 {
		return to.at("/joint-opinions/new")
	}
	return to.query("/joint-opinions/new", url.Values{"consultation": {JointWindow(id)}})
}

// JointWindow is a consultation as the form of a new joint opinion names it.
func JointWindow(id consult.ID) string { return string(id.Dossier) + "/" + strconv.Itoa(id.No) }

// ParseJointWindow is the inverse of JointWindow; what is none is zero.
func ParseJointWindow(s string) consult.ID {
	for i := len(s) - 1; i > 0; i-- {
		if s[i] != '/' {
			continue
		}
		no, err := strconv.Atoi(s[i+1:])
		if err != nil || no < 1 {
			break
		}
		return consult.ID{Dossier: dossier.ID(s[:i]), No: no}
	}
	return consult.ID{}
}

// Joint is the page of a joint opinion, for those who may read it.
func (to To) Joint(id consult.JointID) string {
	return to.at("/joint-opinions/" + url.PathEscape(string(id)))
}

// JointPart is the form of one part: 0 is about the whole.
func (to To) JointPart(id consult.JointID, no int) string {
	if no == 0 {
		return to.Joint(id) + "/whole"
	}
	return to.Joint(id) + "/remarks/" + strconv.Itoa(no)
}

// NewJointRemark is the form of a new remark of a joint opinion on a document.
func (to To) NewJointRemark(id consult.JointID, document, revision int) string {
	address := to.Joint(id) + "/remarks/new"
	if document == 0 {
		return address
	}
	return address + "?document=" + strconv.Itoa(document) + "&revision=" + strconv.Itoa(revision)
}

// Addresses that forms of a joint opinion are sent to.
func (to To) RemoveJointRemark(id consult.JointID, no int) string {
	return to.JointPart(id, no) + "/remove"
}
func (to To) RestoreJointRemark(id consult.JointID, no int) string {
	return to.JointPart(id, no) + "/restore"
}
func (to To) AskCosigner(id consult.JointID) string   { return to.Joint(id) + "/cosigners" }
func (to To) UnaskCosigner(id consult.JointID) string { return to.Joint(id) + "/cosigners/revoke" }
func (to To) SignJoint(id consult.JointID) string     { return to.Joint(id) + "/sign" }
func (to To) SendJoint(id consult.JointID) string     { return to.Joint(id) + "/send" }
func (to To) DiscardJoint(id consult.JointID) string  { return to.Joint(id) + "/discard" }
func (to To) JointFiles(id consult.JointID) string    { return to.Joint(id) + "/files" }
func (to To) JointFile(id consult.JointID, n int) string {
	return to.JointFiles(id) + "/" + strconv.Itoa(n)
}
func (to To) RestoreJoint(id consult.JointID) string { return to.Joint(id) + "/restore" }

// JointAt is a part on the page of a joint opinion.
func (to To) JointAt(id consult.JointID, no int) string {
	return to.Joint(id) + "#part" + strconv.Itoa(no)
}
