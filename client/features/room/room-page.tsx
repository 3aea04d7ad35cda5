/** Placeholder until the room is written. */
export function RoomPage({ sessionId }: { sessionId: string }) {
  return <p>{sessionId}</p>
}
