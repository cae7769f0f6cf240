const owner = {
  places: { animals: 'Animals', visits: 'Visits' },
  animals: { title: 'Your animals' },
}

export default owner
