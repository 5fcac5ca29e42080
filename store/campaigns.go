package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/eelnou/eelnou/internal/consult"
	"github.com/eelnou/eelnou/store/kv"
)

func sketchKey(no consult.CommentNo) key { return key(nil).long(uint64(no)) }

func bandKey(s consult.Sketch, band int) key {
	return append(windowKey(s.Consultation), byte(band)).long(s.Bands[band])
}

func sketchEntries(s consult.Sketch) []entry {
	list := make([]entry, len(s.Bands))
	for i := range s.Bands {
		list[i] = entry{indexBands, bandKey(s, i).long(uint64(s.No)), ""}
	}
	return list
}

// PutSketch keeps the sketch of a comment that may represent a campaign.
func (tx *Tx) PutSketch(s consult.Sketch) error {
	if err := tx.DeleteSketch(s.No); err != nil {
		return err
	}
	if err := tx.reindex(nil, sketchEntries(s)); err != nil {
		return err
	}
	return tx.save(bucketSketch, sketchKey(s.No), toSketch(s))
}

// DeleteSketch removes the sketch of a comment, if it is there.
func (tx *Tx) DeleteSketch(no consult.CommentNo) error {
	var r sketchRecord
	err := tx.load(bucketSketch, sketchKey(no), &r)
	if exists, err := found(err); !exists {
		return err
	}
	if err := tx.reindex(sketchEntries(r.sketch(no)), nil); err != nil {
		return err
	}
	return tx.delete(bucketSketch, sketchKey(no))
}

// What is looked at at most to find a text that is alike: entries of one band,
// and candidates. Turns of phrase that everybody uses fill a band.
const (
	maxBand       = 64
	maxCandidates = 12
)

// SketchesLike returns the comments of the same consultation whose sketches
// agree with the one given in a band or more, at most twelve, those that agree
// most first.
func (tx *Tx) SketchesLike(s consult.Sketch) ([]consult.CommentNo, error) {
	agree := map[consult.CommentNo]int{}
	for i := range s.Bands {
		err := tx.scan(indexBands, kv.Range{Prefix: bandKey(s, i), Limit: maxBand}, func(k, _ []byte) error {
			agree[consult.CommentNo(lastLong(k))]++
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	list := slices.SortedFunc(maps.Keys(agree), func(a, b consult.CommentNo) int {
		return cmp.Or(cmp.Compare(agree[b], agree[a]), cmp.Compare(a, b))
	})
	return list[:min(len(list), maxCandidates)], nil
}

func campaignKey(id consult.ID, no consult.CampaignNo) key { return windowKey(id).long(uint64(no)) }

// Campaign returns what is counted of a campaign in a consultation.
func (tx *Tx) Campaign(id consult.ID, no consult.CampaignNo) (consult.Campaign, error) {
	var r campaignRecord
	if err := tx.load(bucketCampaign, campaignKey(id, no), &r); err != nil {
		return consult.Campaign{}, fmt.Errorf("campaign %s: %w", no, err)
	}
	return r.campaign(id, no), nil
}

// PutCampaignWords keeps which wording of its representative a campaign stands by.
func (tx *Tx) PutCampaignWords(c consult.Campaign) error {
	sum, err := tx.Campaign(c.Consultation, c.No)
	if err != nil {
		return err
	}
	sum.Former = c.Former
	return tx.save(bucketCampaign, campaignKey(c.Consultation, c.No), toCampaign(sum))
}

// Campaigns lists the campaigns of a consultation, the first to arrive first.
func (tx *Tx) Campaigns(id consult.ID) ([]consult.Campaign, error) {
	var list []consult.Campaign
	err := tx.scan(bucketCampaign, kv.Range{Prefix: windowKey(id)}, func(k, payload []byte) error {
		var r campaignRecord
		if err := unpack(bucketCampaign, k, payload, &r); err != nil {
			return err
		}
		list = append(list, r.campaign(id, consult.CommentNo(lastLong(k))))
		return nil
	})
	return list, err
}

// CampaignMembers lists at most limit members of a campaign, or all when it is
// 0, after the number given, oldest first, whatever their state. The
// representative is one of them.
func (tx *Tx) CampaignMembers(no consult.CampaignNo, after consult.CommentNo, limit int) ([]consult.Comment, error) {
	prefix := sketchKey(no)
	return tx.comments(indexCampaign, kv.Range{Prefix: prefix, After: newer(prefix, uint64(after)), Limit: limit})
}

// CommentsListed is CommentsOf with campaigns as one: of their members it lists
// the representative alone.
func (tx *Tx) CommentsListed(id consult.ID, after consult.CommentNo, limit int) ([]consult.Comment, error) {
	prefix := windowKey(id)
	return tx.comments(indexListed, kv.Range{Prefix: prefix, After: newer(prefix, uint64(after)), Limit: limit})
}

// ListedBack returns the number after which CommentsListed must begin to end
// with the one given and list n.
func (tx *Tx) ListedBack(id consult.ID, last consult.CommentNo, n int) (consult.CommentNo, error) {
	return tx.back(indexListed, windowKey(id), last, n)
}

// MembersBack is ListedBack for CampaignMembers.
func (tx *Tx) MembersBack(no consult.CampaignNo, last consult.CommentNo, n int) (consult.CommentNo, error) {
	return tx.back(indexCampaign, sketchKey(no), last, n)
}

// back counts n+1 entries back from the last one: the page begins after the
// first of them, or at the beginning when there are fewer.
func (tx *Tx) back(index string, prefix key, last consult.CommentNo, n int) (consult.CommentNo, error) {
	var first consult.CommentNo
	passed := 0
	r := kv.Range{Prefix: prefix, After: older(prefix, uint64(last)+1), Limit: n + 1, Reverse: true}
	err := tx.scan(index, r, func(k, _ []byte) error {
		if passed++; passed > n {
			first = consult.CommentNo(lastLong(k))
		}
		return nil
	})
	return first, err
}

// campaignEntries are the entries of a comment that have to do with campaigns.
func campaignEntries(c consult.Comment) []entry {
	var list []entry
	if c.Campaign == 0 || c.Campaign == c.No {
		list = append(list, entry{indexListed, windowKey(c.Consultation).long(uint64(c.No)), ""})
	}
	if c.Campaign != 0 {
		list = append(list, entry{indexCampaign, sketchKey(c.Campaign).long(uint64(c.No)), ""})
	}
	return list
}

// recount moves what a comment counts for in its campaign from its old state to
// its new.
func (tx *Tx) recount(old, now consult.Comment) error {
	if counts(old) == counts(now) {
		return nil
	}
	if err := tx.count(old, -1); err != nil {
		return err
	}
	return tx.count(now, 1)
}

// counts is what a comment adds to its campaign.
func counts(c consult.Comment) (one consult.Campaign) {
	if c.Campaign == 0 || c.State != consult.Public {
		return one
	}
	one = consult.Campaign{No: c.Campaign, Consultation: c.Consultation, Exact: 1}
	if c.Edited {
		one.Exact, one.Edited = 0, 1
	}
	if c.Response != 0 {
		one.Answered = 1
	}
	return one
}

func (tx *Tx) count(c consult.Comment, sign int) error {
	one := counts(c)
	if one.No == 0 {
		return nil
	}
	sum, err := tx.Campaign(one.Consultation, one.No)
	if _, err := found(err); err != nil {
		return err
	}
	sum.Exact += sign * one.Exact
	sum.Edited += sign * one.Edited
	sum.Answered += sign * one.Answered
	return tx.save(bucketCampaign, campaignKey(one.Consultation, one.No), toCampaign(sum))
}
