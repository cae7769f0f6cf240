const practice = {
  places: { home: 'Practice' },
  home: { title: 'Practice' },
}

export default practice
