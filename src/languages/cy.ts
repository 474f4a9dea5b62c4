import type { enGB } from './en-GB.ts';

/**
 * Welsh, for the short messages that a person gets before they open anything. A message for which a sentence is missing
 * here is sent wholly in English. Dates and names stand where no mutation is needed. No first-language speaker has
 * checked it yet.
 */
export const cy: Partial<Record<keyof typeof enGB, string>> = {
  'pulse.invitation.summary': 'Mae cwestiynau newydd ar agor: {circle}. Amser cau: {closes}.',
  'pulse.invitation.heading': '{title}',
  'pulse.invitation.lead': '{circle}: ychydig o gwestiynau byr i bawb. Amser cau: {closes}.',
  'pulse.invitation.promise':
    'Mae eich ateb yn mynd i gyfanswm dan sêl. Nid yw byth yn cael ei gadw gyda’ch enw. Ni all neb weld beth ddywedoch chi.',
  'pulse.invitation.promise.easy': 'Mae eich ateb yn breifat. Nid ydym byth yn ei gadw gyda’ch enw.',
  'pulse.invitation.threshold':
    'Daw’r canlyniadau unwaith, ar y diwedd. Dim ond os atebodd {scores} neu fwy o bobl gwestiwn y dangosir sgôr.',
  'pulse.invitation.threshold.easy': 'Dim ond os atebodd {scores} neu fwy o bobl y dangosir sgôr.',
  'pulse.invitation.choice': 'Eich dewis chi yw hyn. Ni ddywedir wrth neb pwy sy’n ateb.',
  'pulse.open': 'Ateb y cwestiynau',
  'pulse.stop': 'Peidiwch â gofyn i mi',
  'pulse.reminder.summary': 'Nodyn i atgoffa pawb: {circle}. Amser cau: {closes}.',
  'pulse.reminder.lead': '“{title}”. Amser cau: {closes}.',
  'pulse.reminder.same':
    'Mae pawb yn cael y neges hon, yn yr un geiriau. Os ydych wedi ateb, diolch. Os yw’n well gennych beidio, mae hynny’n iawn.',
  'pulse.reminder.same.easy': 'Mae pawb yn cael y neges hon. Os ydych wedi ateb, diolch.',
  'pulse.thanks': 'Diolch. Mae eich ateb wedi’i gyfrif.',
  'pulse.thanks.next': 'Daw’r canlyniadau unwaith, ar y diwedd. Amser cau: {closes}.',

  'circle.named': 'Cylch: {circle}',

  'bundle.heading': '{count} peth i chi',
  'bundle.also': 'Hefyd',
  'bundle.page': 'Gweld eich tudalen',

  'turn.offer.summary': 'A hoffech chi gadeirio “{meeting}” ({when})?',
  'turn.offer.heading': 'Eich tro chi i gadeirio',
  'turn.offer.lead': 'Chi sydd nesaf i gadeirio “{meeting}” ({when}).',
  'turn.offer.choice':
    'Gallwch ddweud ie neu na. Nid oes rhaid i chi roi rheswm. Os dywedwch na, byddwch yn cadw eich lle.',
  'turn.offer.choice.easy': 'Gallwch ddweud ie neu na. Nid oes angen rheswm.',
  'turn.offer.until':
    'Atebwch erbyn {until}. Hyd nes i chi ddweud ie, ni fyddwn yn dweud wrth neb arall ein bod wedi gofyn i chi.',
  'turn.accept': 'Iawn, fe wnaf i gadeirio',
  'turn.decline': 'Na, nid y tro hwn',
  'turn.why-link': 'Pam fi?',
  'turn.reminder.summary': 'Chi sy’n cadeirio “{meeting}” ({when}).',
  'turn.reminder.lead': 'Nodyn i’ch atgoffa: chi sy’n cadeirio “{meeting}” ({when}).',
  'turn.reminder.help':
    'Os na allwch ddod, agorwch eich tro a dewis “Na, nid y tro hwn”. Byddwch yn cadw eich lle.',
  'turn.open': 'Agor y tro',

  'promise.said': 'Fe ddywedoch chi',
  'promise.we-did': 'Fe wnaethom ni',
  'promise.we-cannot': 'Ni allwn ni, oherwydd',
  'promise.again': 'Ar agor eto, oherwydd',
  'promise.confirm': 'Ie, mae hyn wedi’i wneud',
  'promise.confirm-cannot': 'Rwy’n derbyn y rheswm',
  'promise.reopen': 'Ddim eto',
  'promise.reply-link': 'Ateb hyn',
  'promise.answered.we-did': 'Mae {name} yn dweud bod yr hyn a ofynnoch wedi’i wneud. Cylch: {circle}.',
  'promise.answered.we-cannot': 'Mae {name} yn dweud na ellir gwneud yr hyn a ofynnoch. Cylch: {circle}.',
  'promise.answered.first': 'Chi sy’n cael ateb yn gyntaf, tan {until}. Ar ôl hynny, dau gynrychiolydd.',
  'promise.answered.no-stays':
    'Mae “na” yn cael ei gyfrif fel “na”, byth fel addewid a gadwyd. Os nad yw’r rheswm yn ddigon da, dywedwch “ddim eto”.',
  'promise.answered.reps': 'Mae dau gynrychiolydd yn dweud a yw wedi’i wneud.',
  'promise.to-close.we-did': 'A yw hyn wedi’i wneud? Dau gynrychiolydd sy’n dweud. Cylch: {circle}.',
  'promise.to-close.we-cannot':
    'A yw’r rheswm hwn yn ddigon da? Dau gynrychiolydd sy’n dweud. Cylch: {circle}.',
  'promise.owner-asked': 'A fyddech chi’n gofalu am addewid? Cylch: {circle}.',
  'promise.owner-asked.what':
    'Byddech yn sicrhau bod ateb. Gallwch ddweud na. Nid oes rhaid i chi roi rheswm.',
  'promise.owner-yes': 'Iawn, fe wnaf i',
  'promise.owner-no': 'Ddim nawr',
  'promise.owner-link.mine': 'Pa mor bell mae wedi mynd?',
  'promise.nudge': 'Chi sy’n gofalu am addewid sy’n aros am ateb. Cylch: {circle}.',
  'promise.nudge.due': 'Chi sy’n gofalu am addewid. Y dydd a enwoch ar gyfer ateb: {day}. Cylch: {circle}.',
  'promise.nudge.not-yet':
    'Dywedodd cynrychiolydd “ddim eto” am addewid yr ydych yn gofalu amdano. Cylch: {circle}.',
  'promise.nudge.again': 'Mae addewid yr ydych yn gofalu amdano ar agor eto. Cylch: {circle}.',
  'turn.retimed.heading': 'Amser newydd',
  'turn.retimed.summary': 'Amser newydd “{meeting}”: {when}.',
  'turn.retimed.chairs':
    'Chi sy’n cadeirio, fel o’r blaen. Os na allwch ddod bryd hynny, dewiswch “Na, nid y tro hwn”. Rydych yn cadw eich lle.',
  'turn.retimed.asked': 'Rydym wedi gofyn i chi gadeirio. Gallwch ddweud ie neu na. Nid oes angen rheswm.',
  'turn.retimed.again':
    'Fe ddywedoch y byddech yn cadeirio. Mae’r amser yn newydd, felly rydym yn gofyn eto. Nid oes angen rheswm.',
  'meeting-move.told': 'Mae “{meeting}” wedi symud. Yr amser newydd: {when}.',
  'meeting-move.was': 'Yr amser o’r blaen: {when}.',
  'meeting-move.by': '{name} wnaeth ei symud.',
  'meeting-add.told': 'Cyfarfod ychwanegol o “{meeting}”: {when}.',
  'meeting-add.by': '{name} wnaeth ei ychwanegu.',
  'venue.place': 'Ble: {place}.',
  'venue.link': 'Ymuno â’r cyfarfod',
};
