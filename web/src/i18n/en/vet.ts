const vet = {
  places: { day: 'My day' },
  day: { title: 'My day' },
}

export default vet
