const shared = {
  title: 'A shared record',
}

export default shared
