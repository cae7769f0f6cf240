import { api, ask, type Schemas } from '../../api/client'
import { type Asked, useAsk } from '../../api/useAsk'

export type Photo = Schemas['PhotoView']
export type Picture = Schemas['PictureLink']

/** A photo with links that work for some minutes; `again` renews them. */
export const usePhoto = (animalId: string, photoId: string): Asked<Photo> =>
  useAsk(() => ask(api().GET('/api/animals/{animalId}/photos/{photoId}', { params: { path: { animalId, photoId } } })), [animalId, photoId])

/** The 1600 px picture in the smaller format that every browser of today shows; else the JPEG. */
export const viewOf = (photo: Photo): Picture | undefined =>
  photo.pictures.find(one => one.name === 'view' && one.type === 'image/webp') ?? photo.pictures.find(one => one.name === 'view')

export const masterOf = (photo: Photo): Picture | undefined => photo.pictures.find(one => one.name === 'master')
