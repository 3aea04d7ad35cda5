/**
 * What gives away that a text is a thought about the interview and not the interviewer's words, where nothing else does: marks of a
 * template, our own names for the data, talk about the candidate or the task.
 */
const SIGNS: readonly RegExp[] = [
  /<\||\|>|◁|▷|\[\/?[A-Z]{4,}\]|<\/?[a-z_:]*(?:think|thought|reason|reflect|analy[sz]|scratch|answer|response|final|assistant|channel)[a-z_:]*>/i,
  /\b(?:steerTowards|takeUp|exampleWording|sayInOtherWords)\b/,
  /\bthe (?:candidate|interviewee) (?:has|hasn[’']t|have|still|did|didn[’']t|does|doesn[’']t|is|said|says|mention(?:s|ed)|talk(?:s|ed)|gave|never|already)\b/i,
  /\b(?:I|we) (?:should|must|need to|have to|can[’']?t|cannot) (?:not|never|avoid|steer|pick up|take up|produce|output|word|phrase|craft|say so)\b/i,
  /\b(?:I|we) (?:should|need to|have to) (?:now )?ask\b/i,
  /^(?:okay|ok|alright|all right|hmm+|right|so|well)\b[,.…]* (?:so,? )?(?:the (?:user|candidate|interviewee|thing|task|prompt|instructions?|key point)|I (?:need|should|must|have to)|we (?:need|should|must|have to)|let me (?:think|see)|let[’']s (?:think|see))\b/i,
]

/** Works on the beginning of a turn too. */
export function soundsLikeThought(text: string): boolean {
  return SIGNS.some((sign) => sign.test(text))
}
